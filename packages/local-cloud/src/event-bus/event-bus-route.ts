import { isSpillwayError } from "@spillway/errors";
import { parseEventPattern } from "@spillway/event-pattern";
import * as z from "zod";
import { errorAnswer } from "../access/answers/error-answer.ts";
import { type Exchange, succeeded } from "../gateway/exchange.ts";
import type { Route } from "../gateway/gateway.ts";
import type { NotRun } from "../gateway/not-run.ts";
import type { Upstream } from "../gateway/upstream.ts";
import type { EventBuses } from "./event-buses.ts";
import { putEvents } from "./put-events.ts";
import type { Rules } from "./rules.ts";
import { notRunTarget } from "./target-delivery.ts";

const targetsRequest = z.looseObject({
  Targets: z.array(z.looseObject({ Arn: z.string() })).default([]),
});
const ruleRequest = z.looseObject({ EventPattern: z.string().nullish() });
const testRequest = z.looseObject({ EventPattern: z.string(), Event: z.string() });

const CHANGES: ReadonlySet<string> = new Set([
  "CreateEventBus",
  "DeleteEventBus",
  "DeleteRule",
  "DisableRule",
  "EnableRule",
  "PutRule",
  "PutTargets",
  "RemoveTargets",
]);

export interface EventBusRouteOptions {
  readonly moto: Upstream;
  readonly region: string;
  readonly buses: Pick<EventBuses, "take">;
  readonly rules: Pick<Rules, "changed">;
  readonly notRun: NotRun;
}

/** EventBridge: buses, rules and targets are moto's, events are matched and delivered here. */
export function eventBusRoute(options: EventBusRouteOptions): Route {
  const { moto, region, buses, rules, notRun } = options;

  async function put(exchange: Exchange): Promise<void> {
    const answer = await moto.fetch(exchange);
    if (!succeeded(answer)) return exchange.answer(answer);
    const body = (await exchange.body()).toString("utf8");
    const outcome = putEvents(body, answer.body.toString("utf8"), region, Date.now());
    exchange.answer(answer, outcome.answer);
    for (const { bus, event } of outcome.taken) buses.take(bus, event);
  }

  async function change(exchange: Exchange): Promise<void> {
    const sent = jsonIn(await exchange.body());
    const targets =
      exchange.operation === "PutTargets" ? targetsRequest.safeParse(sent) : undefined;
    for (const { Arn } of targets?.data?.Targets ?? []) {
      const what = notRunTarget(Arn);
      if (what === undefined) continue;
      notRun.refuse(exchange, what, "let a function, queue, topic, event bus or log group be it");
      return;
    }
    const rule = exchange.operation === "PutRule" ? ruleRequest.safeParse(sent) : undefined;
    const pattern = rule?.data?.EventPattern;
    const problem = pattern ? problemOf(pattern) : undefined;
    if (problem !== undefined) return refusePattern(exchange, problem);
    const answer = await moto.fetch(exchange);
    if (succeeded(answer)) rules.changed();
    exchange.answer(answer);
  }

  async function test(exchange: Exchange): Promise<void> {
    const sent = testRequest.safeParse(jsonIn(await exchange.body()));
    const problem = problemOf(sent.data?.EventPattern ?? "");
    if (problem !== undefined) return refusePattern(exchange, problem);
    const event = jsonIn(Buffer.from(sent.data?.Event ?? ""));
    const Result = parseEventPattern(sent.data?.EventPattern ?? "").matches(event);
    exchange.reply(200, JSON.stringify({ Result }), {
      "content-type": "application/x-amz-json-1.1",
    });
  }

  return {
    accepts: ({ service, operation = "" }) =>
      service === "events" &&
      (operation === "PutEvents" || operation === "TestEventPattern" || CHANGES.has(operation)),
    async handle(exchange) {
      if (exchange.operation === "PutEvents") return put(exchange);
      return exchange.operation === "TestEventPattern" ? test(exchange) : change(exchange);
    },
  };
}

/** What is wrong with a pattern, in EventBridge's words; undefined for nothing. */
function problemOf(pattern: string): string | undefined {
  try {
    parseEventPattern(pattern);
    return undefined;
  } catch (error) {
    if (isSpillwayError(error)) return error.message;
    throw error;
  }
}

function refusePattern(exchange: Exchange, problem: string): void {
  const { status, body, headers } = errorAnswer(
    { service: "events", protocol: "json", method: exchange.method },
    {
      status: 400,
      short: "InvalidEventPattern",
      class: "InvalidEventPatternException",
      message: problem,
      jsonType: "application/x-amz-json-1.1",
    },
  );
  exchange.reply(status, body, headers);
}

/** What can't be read is moto's to refuse. */
function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
