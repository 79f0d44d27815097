import type { Clock } from "@spillway/pacing";
import type { FunctionReference } from "./function-reference.ts";
import type { InvokeFunction } from "./lambda-host.ts";

/** Lambda waits one minute before the first retry after a function error, two before the second. */
const RETRY_DELAYS_MS = [60_000, 120_000];
const THROTTLE_FIRST_MS = 1_000;
const THROTTLE_MAX_MS = 5 * 60_000;
const MAX_EVENT_AGE_MS = 6 * 60 * 60_000;

export interface AsynchronousInvocationsOptions {
  readonly clock: Clock;
  readonly invoke: InvokeFunction;
  /** Retries after a function error, 0 to 2, of the function's event invoke configuration. */
  readonly retriesOf: (reference: FunctionReference) => Promise<number>;
  /** Told when an event is given up. */
  readonly onDropped: (name: string, why: string) => void;
}

/**
 * Lambda's queue for `InvocationType: Event`: after a function error it tries again up to twice,
 * after a throttle for up to six hours with growing waits. Each event is independent of the others.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export class AsynchronousInvocations {
  readonly #options: AsynchronousInvocationsOptions;
  readonly #stopping = new AbortController();

  constructor(options: AsynchronousInvocationsOptions) {
    this.#options = options;
  }

  /** Takes an event in; what becomes of it is not waited for. */
  accept(reference: FunctionReference, payload: Uint8Array): void {
    this.#deliver(reference, payload).catch((error: unknown) => {
      if (!this.#stopping.signal.aborted) this.#options.onDropped(reference.name, String(error));
    });
  }

  close(): void {
    this.#stopping.abort();
  }

  async #deliver(reference: FunctionReference, payload: Uint8Array): Promise<void> {
    const { clock, invoke, retriesOf, onDropped } = this.#options;
    const { name } = reference;
    const acceptedAt = clock.now();
    let failures = 0;
    let throttles = 0;
    for (;;) {
      const result = await invoke(reference, payload);
      if (result.kind === "not-found") return onDropped(name, "the function does not exist");
      if (result.kind === "ran" && !result.failed) return;
      let delayMs: number | undefined;
      if (result.kind === "throttled") {
        delayMs = Math.min(THROTTLE_MAX_MS, THROTTLE_FIRST_MS * 2 ** throttles);
        throttles += 1;
      } else {
        if (failures >= (await retriesOf(reference)))
          return onDropped(name, "its retries are used up");
        delayMs = RETRY_DELAYS_MS[failures] ?? THROTTLE_MAX_MS;
        failures += 1;
      }
      if (clock.now() + delayMs - acceptedAt > MAX_EVENT_AGE_MS) {
        return onDropped(name, "it grew older than six hours");
      }
      await clock.sleep(delayMs, this.#stopping.signal);
    }
  }
}
