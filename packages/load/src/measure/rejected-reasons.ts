import type { Reason } from "@spillway/errors";
import type { Position } from "@spillway/records";
import type { MeasuredReason } from "./source-measure.ts";

/** Counts why records were rejected, by the reason's code, and keeps the first of each. */
export class RejectedReasons {
  readonly #reasons = new Map<
    string,
    { records: number; readonly first: MeasuredReason["first"] }
  >();
  #records = 0;

  get records(): number {
    return this.#records;
  }

  add({ code, message }: Reason, position: Position): void {
    this.#records += 1;
    const known = this.#reasons.get(code);
    if (known === undefined) {
      this.#reasons.set(code, { records: 1, first: { code, message, position } });
    } else known.records += 1;
  }

  /** The most frequent first. */
  list(): readonly MeasuredReason[] {
    return [...this.#reasons]
      .map(([code, reason]) => ({ code, ...reason }))
      .sort((one, other) => other.records - one.records);
  }
}
