import { z } from "zod";
import { type FunctionReference, functionReference } from "../lambda-host/function-reference.ts";
import { type Exchange, succeeded } from "./exchange.ts";
import type { Route } from "./gateway.ts";
import { lambdaPath } from "./lambda-path.ts";
import type { Upstream } from "./upstream.ts";

const mappingAnswer = z.looseObject({ UUID: z.string() });
const mappingsAnswer = z.looseObject({ EventSourceMappings: z.array(mappingAnswer) });
const mappingRequest = z.looseObject({
  Enabled: z.boolean().optional(),
  FunctionName: z.string().optional(),
  EventSourceArn: z.string().optional(),
});

/** What is known of mappings elsewhere. */
export interface EventSourceMappingRules {
  /** What keeps the mapping of a UUID from being polled; undefined when nothing does. */
  readonly problemOf: (uuid: string) => string | undefined;
  /** Whether the function's role allows an action on the source; true where that is not known. */
  readonly mayPoll: (
    reference: FunctionReference,
    action: string,
    sourceArn: string,
  ) => Promise<boolean>;
}

/** Lambda makes no mapping to a function whose role lacks one of these. */
const QUEUE_ACTIONS = ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"];

type Mapping = z.infer<typeof mappingAnswer>;

/**
 * Event source mappings stay disabled in moto and keep their state here. For an enabled mapping moto
 * would itself take each message at the moment it is sent, call the function in a container, and
 * delete the message; delivery is the local cloud's work.
 */
export function eventSourceMappingRoute(
  moto: Upstream,
  { problemOf, mayPoll }: EventSourceMappingRules,
): Route {
  const disabled = new Set<string>();

  function stated(mapping: Mapping): Mapping {
    const problem = problemOf(mapping.UUID);
    return {
      ...mapping,
      State: disabled.has(mapping.UUID) ? "Disabled" : "Enabled",
      ...(problem === undefined ? {} : { LastProcessingResult: `PROBLEM: ${problem}` }),
    };
  }

  /** The first right that the function's role lacks to read a queue. */
  async function missingRight(reference = "", sourceArn = ""): Promise<string | undefined> {
    if (reference === "" || !sourceArn.startsWith("arn:aws:sqs:")) return undefined;
    for (const action of QUEUE_ACTIONS) {
      const may = await mayPoll(functionReference(reference), `sqs:${action}`, sourceArn);
      if (!may) return action;
    }
    return undefined;
  }

  async function change(exchange: Exchange): Promise<void> {
    const sent = mappingRequest.parse(JSON.parse((await exchange.body()).toString("utf8")));
    const missing = await missingRight(sent.FunctionName, sent.EventSourceArn);
    if (missing !== undefined) {
      const message = `The provided execution role does not have permissions to call ${missing} on SQS`;
      const body = JSON.stringify({ Type: "User", message });
      exchange.reply(400, body, { "x-amzn-errortype": "InvalidParameterValueException" });
      return;
    }
    const answer = await moto.fetch(exchange, {
      body: JSON.stringify({ ...sent, Enabled: false }),
    });
    if (!succeeded(answer)) return exchange.answer(answer);
    const mapping = mappingAnswer.parse(JSON.parse(answer.body.toString("utf8")));
    if (sent.Enabled === false) disabled.add(mapping.UUID);
    if (sent.Enabled === true) disabled.delete(mapping.UUID);
    exchange.answer(answer, JSON.stringify(stated(mapping)));
  }

  async function read(exchange: Exchange): Promise<void> {
    const answer = await moto.fetch(exchange);
    if (!succeeded(answer)) return exchange.answer(answer);
    const body: unknown = JSON.parse(answer.body.toString("utf8"));
    const list = mappingsAnswer.safeParse(body);
    const patched = list.success
      ? { ...list.data, EventSourceMappings: list.data.EventSourceMappings.map(stated) }
      : stated(mappingAnswer.parse(body));
    exchange.answer(answer, JSON.stringify(patched));
  }

  return {
    accepts: (exchange) =>
      exchange.service === "lambda" &&
      exchange.method !== "DELETE" &&
      lambdaPath(exchange.path)?.kind.startsWith("mapping") === true,
    handle: (exchange) => (exchange.method === "GET" ? read(exchange) : change(exchange)),
  };
}
