import * as z from "zod";
import { errorAnswer } from "../access/answers/error-answer.ts";
import type { StandingRights } from "../access/standing-rights.ts";
import { targetKind } from "../deliveries/delivery.ts";
import { type Exchange, succeeded } from "../gateway/exchange.ts";
import type { Route } from "../gateway/gateway.ts";
import type { NotRun } from "../gateway/not-run.ts";
import type { Upstream } from "../gateway/upstream.ts";
import { nextDue } from "./schedule.ts";
import type { ScheduleName, Scheduler } from "./scheduler.ts";

const scheduleRequest = z.looseObject({
  GroupName: z.string().nullish(),
  ScheduleExpression: z.string().default(""),
  ScheduleExpressionTimezone: z.string().nullish(),
  Target: z.looseObject({ Arn: z.string(), RoleArn: z.string().nullish() }),
});
type ScheduleRequest = z.infer<typeof scheduleRequest>;

export interface SchedulerRouteOptions {
  readonly region: string;
  readonly moto: Upstream;
  readonly scheduler: Pick<Scheduler, "changed" | "groupGone">;
  readonly rights: Pick<StandingRights, "serviceRefusal">;
  readonly notRun: NotRun;
}

const DEFAULT_GROUP = "default";

/** EventBridge Scheduler: schedules and groups are moto's, they are fired here. */
export function schedulerRoute(options: SchedulerRouteOptions): Route {
  const { region, moto, scheduler, rights, notRun } = options;

  /** What is wrong with a schedule, in Scheduler's words. */
  async function problemOf(sent: ScheduleRequest): Promise<string | undefined> {
    const group = sent.GroupName ?? DEFAULT_GROUP;
    const timing = {
      expression: sent.ScheduleExpression,
      timezone: sent.ScheduleExpressionTimezone ?? "UTC",
      createdMs: 0,
      startMs: undefined,
      endMs: undefined,
    };
    try {
      nextDue(timing, 0);
    } catch {
      return `Invalid Schedule Expression ${sent.ScheduleExpression}.`;
    }
    const { RoleArn: role } = sent.Target;
    const groupArn = `arn:aws:scheduler:${region}:${role?.split(":")[4]}:schedule-group/${group}`;
    const distrust = await rights.serviceRefusal(
      "scheduler.amazonaws.com",
      "sts:AssumeRole",
      role ?? "",
      groupArn,
    );
    return distrust === undefined
      ? undefined
      : "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.";
  }

  async function put(exchange: Exchange, name: string): Promise<void> {
    const sent = scheduleRequest.safeParse(jsonIn(await exchange.body()));
    if (sent.success) {
      const { Arn: target } = sent.data.Target;
      if (targetKind(target) === undefined || targetKind(target) === "log-group") {
        const what = target.includes(":aws-sdk:")
          ? "a universal target of a schedule"
          : `the target ${target} of a schedule`;
        return notRun.refuse(exchange, what, "let a function, queue, topic or event bus be it");
      }
      const problem = await problemOf(sent.data);
      if (problem !== undefined) return refuse(exchange, problem);
    }
    const answer = await moto.fetch(exchange);
    const group = sent.data?.GroupName ?? DEFAULT_GROUP;
    if (succeeded(answer)) await scheduler.changed({ group, name });
    exchange.answer(answer);
  }

  async function remove(exchange: Exchange, { group, name }: ScheduleName): Promise<void> {
    const answer = await moto.fetch(exchange);
    if (succeeded(answer)) await scheduler.changed({ group, name });
    exchange.answer(answer);
  }

  return {
    accepts: ({ service, method, path }) =>
      service === "scheduler" && method !== "GET" && /^\/schedule(s|-groups)\/[^/]+\/?$/.test(path),
    async handle(exchange) {
      const { method, path, request } = exchange;
      const [, kind, encoded = ""] = /^\/(schedules|schedule-groups)\/([^/]+)/.exec(path) ?? [];
      const name = decodeURIComponent(encoded);
      if (kind === "schedules" && method !== "DELETE") return put(exchange, name);
      if (kind === "schedules") {
        const query = new URLSearchParams(request.url?.split("?", 2)[1] ?? "");
        return remove(exchange, { group: query.get("groupName") ?? DEFAULT_GROUP, name });
      }
      const answer = await moto.fetch(exchange);
      if (succeeded(answer) && method === "DELETE") scheduler.groupGone(name);
      exchange.answer(answer);
    },
  };
}

function refuse(exchange: Exchange, message: string): void {
  const { status, body, headers } = errorAnswer(
    { service: "scheduler", protocol: "rest-json", method: exchange.method },
    {
      status: 400,
      short: "ValidationException",
      class: "ValidationException",
      message,
      jsonType: "",
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
