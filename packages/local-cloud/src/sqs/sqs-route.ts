import { type Clock, Deadline } from "@spillway/pacing";
import { ACCOUNT } from "../account.ts";
import { type BufferedAnswer, type Exchange, succeeded } from "../gateway/exchange.ts";
import type { Route } from "../gateway/gateway.ts";
import type { Upstream } from "../gateway/upstream.ts";
import type { KeptAttributes } from "./kept-attributes.ts";
import type { QueueArrivals } from "./queue-arrivals.ts";
import type { QueuePolicies } from "./queue-policies.ts";
import type { QueueTraffic } from "./queue-traffic.ts";
import { type SqsRequest, sqsRequest } from "./sqs-request.ts";
import { Turns } from "./turns.ts";
import { Wakeup } from "./wakeup.ts";

/** How often a waiting ReceiveMessage looks for messages that no request told of. */
const LOOK_EVERY_MS = 1_000;
const LONGEST_WAIT_SECONDS = 20;

/** They change one statement of a queue's policy. */
const CHANGES_POLICY = new Set(["AddPermission", "RemovePermission"]);
const CHANGES_ATTRIBUTES = new Set([
  "CreateQueue",
  "DeleteQueue",
  "SetQueueAttributes",
  ...CHANGES_POLICY,
]);

export interface SqsRouteOptions {
  readonly moto: Upstream;
  readonly traffic: QueueTraffic;
  readonly arrivals: QueueArrivals;
  readonly clock: Clock;
  readonly attributes: KeptAttributes;
  readonly policies: Pick<QueuePolicies, "get" | "set">;
  /** Told when the attributes of a queue were set, its policy perhaps among them. */
  readonly onAttributes: () => void;
}

/**
 * SQS: moto's, with what it lacks. Policies are kept as they were set; messages are followed for metrics;
 * and requests on one queue take turns, because moto deletes a message by replacing the queue's list,
 * and a message that is sent meanwhile would be lost. A receive that waits is asked again and again
 * rather than left waiting in moto, so that it holds up nobody.
 */
export function sqsRoute(options: SqsRouteOptions): Route {
  const { moto, traffic, arrivals, clock, attributes, policies } = options;
  const turns = new Turns();
  const defaultWaits = new Map<string, Promise<number>>();

  function inTurn(exchange: Exchange, queue: string, body?: string): Promise<BufferedAnswer> {
    return turns.take(queue, () => moto.fetch(exchange, body === undefined ? {} : { body }));
  }

  /** The queue's own ReceiveMessageWaitTimeSeconds, for a receive that does not say how long. */
  function defaultWait(exchange: Exchange, queue: string): Promise<number> {
    const known = defaultWaits.get(queue);
    if (known) return known;
    const name = "ReceiveMessageWaitTimeSeconds";
    const asked = moto
      .fetch(exchange, {
        // moto looks for the name at its end only.
        body: JSON.stringify({
          QueueUrl: `http://localhost/${ACCOUNT}/${queue}`,
          AttributeNames: [name],
        }),
        headers: {
          "x-amz-target": "AmazonSQS.GetQueueAttributes",
          "content-type": "application/x-amz-json-1.0",
        },
      })
      .then((answer) => {
        // There may be no such queue yet.
        if (!succeeded(answer)) defaultWaits.delete(queue);
        return Number(JSON.parse(answer.body.toString("utf8")).Attributes?.[name] ?? 0);
      });
    defaultWaits.set(queue, asked);
    asked.catch(() => defaultWaits.delete(queue));
    return asked;
  }

  async function receive(exchange: Exchange, request: SqsRequest, queue: string) {
    const wait = waitOf(request);
    // Longer than SQS lets anybody wait: moto says so.
    if (wait !== undefined && wait > LONGEST_WAIT_SECONDS) return moto.fetch(exchange);
    const seconds = wait ?? (await defaultWait(exchange, queue));
    const deadline = Deadline.after(clock, seconds * 1_000);
    const body = withoutWait(request);
    const some = request.protocol === "json" ? '"Messages"' : "<Message>";
    const wakeup = new Wakeup(clock);
    const ends = arrivals.listen(queue, () => wakeup.call());
    exchange.response.once("close", () => wakeup.call());
    try {
      return await lookUntil(deadline, wakeup, exchange, queue, body, some);
    } finally {
      ends();
    }
  }

  async function lookUntil(
    deadline: Deadline,
    wakeup: Wakeup,
    exchange: Exchange,
    queue: string,
    body: string,
    some: string,
  ): Promise<BufferedAnswer> {
    for (;;) {
      wakeup.reset();
      const answer = await inTurn(exchange, queue, body);
      const empty = succeeded(answer) && !answer.body.includes(some);
      // Nobody may take a message for a client that is gone.
      if (!empty || deadline.hasPassed() || exchange.response.destroyed) return answer;
      const dueMs = arrivals.dueInMs(queue) ?? LOOK_EVERY_MS;
      await wakeup.sleep(Math.max(1, Math.min(LOOK_EVERY_MS, dueMs, deadline.remainingMs())));
      if (exchange.response.destroyed) return answer;
    }
  }

  /** moto gets back the policy that it may have lost, changes it, and says what became of it. */
  function changePolicy(exchange: Exchange, queue: string): Promise<BufferedAnswer> {
    return turns.take(queue, async () => {
      const policy = attributes.policyOf(queue);
      if (policy !== undefined) await policies.set(queue, policy);
      const answer = await moto.fetch(exchange);
      if (succeeded(answer)) attributes.keepPolicy(queue, await policies.get(queue));
      return answer;
    });
  }

  async function pass(exchange: Exchange, request: SqsRequest): Promise<BufferedAnswer> {
    const { action, queue } = request;
    if (queue === undefined) return moto.fetch(exchange);
    if (CHANGES_POLICY.has(action)) return changePolicy(exchange, queue);
    if (action === "ReceiveMessage") return receive(exchange, request, queue);
    return inTurn(exchange, queue);
  }

  function follow(request: SqsRequest, answer: BufferedAnswer): void {
    attributes.follow(request);
    arrivals.follow(request, answer.body.toString("utf8"));
    if (CHANGES_ATTRIBUTES.has(request.action)) options.onAttributes();
    if (request.protocol === "json") traffic.follow(request, answer.body.toString("utf8"));
    if (request.queue !== undefined && /Queue/.test(request.action)) {
      defaultWaits.delete(request.queue);
    }
  }

  return {
    accepts: (exchange) => exchange.service === "sqs",
    async handle(exchange) {
      const request = await sqsRequest(exchange);
      const patch = request.action === "GetQueueAttributes" ? attributes.patch(request) : undefined;
      if (patch) {
        const answer = await moto.fetch(exchange, { body: patch.body });
        const text = answer.body.toString("utf8");
        if (succeeded(answer)) arrivals.follow(request, text);
        exchange.answer(answer, succeeded(answer) ? patch.answer(text) : text);
        return;
      }
      const answer = await pass(exchange, request);
      if (succeeded(answer)) follow(request, answer);
      exchange.answer(answer);
    },
  };
}

/** How long a receive asks to wait, in seconds; undefined when it does not say. */
function waitOf(request: SqsRequest): number | undefined {
  if (request.protocol === "query") {
    const wait = request.form.get("WaitTimeSeconds");
    // What is no number moto would refuse; here it waits for nothing.
    return wait === null ? undefined : Number(wait) || 0;
  }
  const { WaitTimeSeconds: wait } = request.body;
  return typeof wait === "number" ? wait : undefined;
}

function withoutWait(request: SqsRequest): string {
  if (request.protocol === "json") return JSON.stringify({ ...request.body, WaitTimeSeconds: 0 });
  const form = new URLSearchParams(request.form);
  form.set("WaitTimeSeconds", "0");
  return form.toString();
}
