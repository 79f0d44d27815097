/** How an event source mapping gets on, as `LastProcessingResult` tells. */
export class ProcessingResult {
  #polling: string | undefined;
  #last: "No records processed" | "OK" | { readonly problem: string } = "No records processed";

  /** Why it can't read its source. */
  cannotPoll(why: string): void {
    this.#polling = why;
  }

  /** Its source was read. */
  polled(): void {
    this.#polling = undefined;
  }

  /** A batch was handled. */
  succeeded(): void {
    this.#last = "OK";
  }

  /** A batch was not handled. */
  failed(problem: string): void {
    this.#last = { problem };
  }

  /** What is wrong now; undefined when nothing is. */
  get problem(): string | undefined {
    return this.#polling ?? (typeof this.#last === "string" ? undefined : this.#last.problem);
  }

  /** `No records processed`, `OK`, or `PROBLEM: ` and what is wrong. */
  toString(): string {
    const { problem } = this;
    if (problem !== undefined) return `PROBLEM: ${problem}`;
    return typeof this.#last === "string" ? this.#last : "OK";
  }
}
