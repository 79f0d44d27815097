import { randomUUID } from "node:crypto";
import type { Clock } from "@spillway/pacing";
import type { AsynchronousObserver } from "./asynchronous/event-outcomes.ts";
import type { EventSettings } from "./asynchronous/event-settings.ts";
import type { FinalCondition, FinishedEvent, LastResponse } from "./asynchronous/finished-event.ts";
import { type FunctionReference, functionArn, LATEST } from "./function-reference.ts";
import type { InvocationResult, InvokeFunction, InvokeOptions } from "./lambda-host.ts";

const THROTTLE_FIRST_MS = 1_000;
const THROTTLE_MAX_MS = 5 * 60_000;

export interface AsynchronousInvocationsOptions {
  readonly region: string;
  readonly clock: Clock;
  readonly invoke: InvokeFunction;
  /** What the function says of its events, asked before each attempt. */
  readonly settingsOf: (reference: FunctionReference) => Promise<EventSettings>;
  /** How long Lambda waits after a function error before it tries again; twice as long after the second. */
  readonly retryAfterMs: number;
  /** Told when an event is done with, for whoever is to hear of it. */
  readonly onFinished: (
    reference: FunctionReference,
    settings: EventSettings,
    event: FinishedEvent,
  ) => Promise<void>;
  readonly observe: AsynchronousObserver;
  /** Told when an event is given up. */
  readonly onDropped: (name: string, why: string) => void;
}

/** An event on its way. */
interface Accepted {
  readonly reference: FunctionReference;
  readonly payload: Uint8Array;
  readonly options: InvokeOptions & { readonly requestId: string };
  /** Milliseconds of the clock. */
  readonly at: number;
}

const WHY_DROPPED: Readonly<Record<Exclude<FinalCondition, "Success">, string>> = {
  RetriesExhausted: "its retries are used up",
  EventAgeExceeded: "it would grow older than its maximum age",
  ZeroReservedConcurrency: "its function has a reserved concurrency of 0",
};

/**
 * Lambda's queue for `InvocationType: Event`: after a function error it tries again up to twice, after a throttle
 * with growing waits, until the event is too old. Each event is independent of the others, and keeps its request id.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export class AsynchronousInvocations {
  readonly #options: AsynchronousInvocationsOptions;
  readonly #stopping = new AbortController();

  constructor(options: AsynchronousInvocationsOptions) {
    this.#options = options;
  }

  /**
   * Takes an event in; what becomes of it is not waited for.
   *
   * @returns the request id that all its attempts have
   */
  accept(reference: FunctionReference, payload: Uint8Array, options: InvokeOptions = {}): string {
    const { clock, observe, onDropped } = this.#options;
    const { requestId = randomUUID() } = options;
    const { name } = reference;
    observe(name, "AsyncEventsReceived", 1);
    const event = { reference, payload, options: { ...options, requestId }, at: clock.now() };
    this.#deliver(event).catch((error: unknown) => {
      if (this.#stopping.signal.aborted) return;
      observe(name, "AsyncEventsDropped", 1);
      onDropped(name, String(error));
    });
    return requestId;
  }

  close(): void {
    this.#stopping.abort();
  }

  async #deliver(event: Accepted): Promise<void> {
    const { clock, invoke, settingsOf, retryAfterMs, observe, onDropped } = this.#options;
    const { reference, payload, options } = event;
    let failures = 0;
    let throttles = 0;
    let response: LastResponse | undefined;
    for (;;) {
      const settings = await settingsOf(reference);
      const finish = (condition: FinalCondition, invokeCount: number) =>
        this.#finish(event, settings, { condition, invokeCount, response });
      observe(reference.name, "AsyncEventAge", clock.now() - event.at);
      const result = await invoke(reference, payload, options);
      if (result.kind === "not-found") {
        observe(reference.name, "AsyncEventsDropped", 1);
        return onDropped(reference.name, "the function does not exist");
      }
      if (result.kind === "throttled" && settings.reservedConcurrency === 0) {
        return finish("ZeroReservedConcurrency", failures);
      }
      response = responseOf(result);
      let delayMs: number;
      if (result.kind === "throttled") {
        delayMs = Math.min(THROTTLE_MAX_MS, THROTTLE_FIRST_MS * 2 ** throttles);
        throttles += 1;
      } else if (!result.failed) {
        return finish("Success", failures + 1);
      } else {
        if (failures >= settings.retries) return finish("RetriesExhausted", failures + 1);
        delayMs = retryAfterMs * 2 ** failures;
        failures += 1;
      }
      if (clock.now() + delayMs - event.at > settings.maximumAgeMs) {
        return finish("EventAgeExceeded", failures);
      }
      await clock.sleep(delayMs, this.#stopping.signal);
    }
  }

  async #finish(
    { reference, payload, options: { requestId } }: Accepted,
    settings: EventSettings,
    outcome: Pick<FinishedEvent, "condition" | "invokeCount" | "response">,
  ): Promise<void> {
    const { region, onFinished, onDropped } = this.#options;
    const { name, qualifier = LATEST } = reference;
    const arn = functionArn({ name, qualifier }, region);
    await onFinished(reference, settings, { requestId, functionArn: arn, payload, ...outcome });
    if (outcome.condition === "Success") return;
    // What goes on to a destination is not lost: only what nobody hears of is worth a line.
    if (settings.onFailure ?? settings.deadLetterArn) return;
    onDropped(name, WHY_DROPPED[outcome.condition]);
  }
}

function responseOf(result: Exclude<InvocationResult, { kind: "not-found" }>): LastResponse {
  if (result.kind === "throttled") return { statusCode: 429, failed: false };
  const { version: executedVersion, failed, payload } = result;
  return { statusCode: 200, executedVersion, failed, payload };
}
