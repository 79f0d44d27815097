import type { InvocationOutcome } from "../lambda-host/invocation-outcome.ts";
import type { FunctionStatus } from "./status-document.ts";

/** What is known of a function's invocations since the start. */
export type FunctionCounts = Pick<FunctionStatus, "invocations" | "errors" | "throttles" | "last">;

/** How an invocation that ran came out. */
export type RanOutcome = Pick<InvocationOutcome, "failed" | "timedOut" | "durationMs">;

const NONE: FunctionCounts = { invocations: 0, errors: 0, throttles: 0 };

/** Counts the invocations of one region's functions, and keeps each one's last result. */
export class FunctionResults {
  readonly #now: () => number;
  readonly #counts = new Map<string, FunctionCounts>();

  constructor(now: () => number) {
    this.#now = now;
  }

  ran(name: string, { failed, timedOut, durationMs }: RanOutcome): void {
    const counts = this.of(name);
    const result = timedOut === true ? "timeout" : failed ? "error" : "ok";
    this.#counts.set(name, {
      ...counts,
      invocations: counts.invocations + 1,
      errors: counts.errors + (failed ? 1 : 0),
      last: { at: this.#at(), result, durationMs },
    });
  }

  throttled(name: string): void {
    const counts = this.of(name);
    this.#counts.set(name, {
      ...counts,
      throttles: counts.throttles + 1,
      last: { at: this.#at(), result: "throttled" },
    });
  }

  of(name: string): FunctionCounts {
    return this.#counts.get(name) ?? NONE;
  }

  /** A function that was deleted leaves nothing to one that gets its name later. */
  forget(name: string): void {
    this.#counts.delete(name);
  }

  #at(): string {
    return new Date(this.#now()).toISOString();
  }
}
