/** Lambda's default quota of concurrent executions for an account in a region. */
const ACCOUNT_CONCURRENCY = 1_000;

/** Why an invocation was throttled, as Lambda names it in TooManyRequestsException. */
export type ThrottleReason =
  | "ReservedFunctionConcurrentInvocationLimitExceeded"
  | "ConcurrentInvocationLimitExceeded";

/**
 * Counts concurrent executions against the account's quota and functions' reservations. A function
 * with a reservation has that many and no more; the others share what is not reserved.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export class Concurrency {
  readonly #accountLimit: number;
  readonly #running = new Map<string, number>();
  readonly #reserved = new Map<string, number>();

  constructor(accountLimit: number = ACCOUNT_CONCURRENCY) {
    this.#accountLimit = accountLimit;
  }

  /** Takes one execution; the reason when there is none to take. */
  enter(name: string, reservation: number | undefined): ThrottleReason | undefined {
    if (reservation === undefined) this.#reserved.delete(name);
    else this.#reserved.set(name, reservation);
    const running = this.runningOf(name);
    if (reservation !== undefined) {
      if (running >= reservation) return "ReservedFunctionConcurrentInvocationLimitExceeded";
    } else if (this.#unreservedRunning() >= this.#accountLimit - this.#reservedTotal()) {
      return "ConcurrentInvocationLimitExceeded";
    }
    this.#running.set(name, running + 1);
    return undefined;
  }

  /** Gives one execution back. */
  leave(name: string): void {
    const left = this.runningOf(name) - 1;
    if (left > 0) this.#running.set(name, left);
    else this.#running.delete(name);
  }

  runningOf(name: string): number {
    return this.#running.get(name) ?? 0;
  }

  /** A deleted function reserves nothing. */
  forget(name: string): void {
    this.#reserved.delete(name);
  }

  #unreservedRunning(): number {
    let total = 0;
    for (const [name, count] of this.#running) if (!this.#reserved.has(name)) total += count;
    return total;
  }

  #reservedTotal(): number {
    let total = 0;
    for (const count of this.#reserved.values()) total += count;
    return total;
  }
}
