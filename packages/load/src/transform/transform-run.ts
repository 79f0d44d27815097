import type { PlainRecord } from "@spillway/item";
import type { Position } from "@spillway/records";
import { isPlainObject, recordCopy } from "./record-copy.ts";
import type { RecordTransform, TransformReport } from "./transform.ts";

/** What a transform made of one record, or why it could not. */
export type TransformOutcome =
  | { readonly ok: true; readonly records: readonly PlainRecord[] }
  | { readonly ok: false; readonly message: string };

/** What a transform was given, and what came of it. */
export type TransformCounts = Omit<TransformReport, "name">;

const NOTHING = { ok: true, records: [] } as const;

/** A transform at work: what it gives is looked at, and counted. */
export class TransformRun {
  readonly #transform: RecordTransform;
  readonly #source: string;
  readonly #counts = { in: 0, out: 0, dropped: 0, failed: 0 };

  /** @param source the source's name */
  constructor(transform: RecordTransform, source: string) {
    this.#transform = transform;
    this.#source = source;
  }

  /** Counts from where an earlier run left off. */
  goOnFrom(counts: TransformCounts): void {
    Object.assign(this.#counts, counts);
  }

  get counts(): TransformCounts {
    return { ...this.#counts };
  }

  get report(): TransformReport {
    return { name: this.#transform.name, ...this.#counts };
  }

  /** What becomes of a record. It is handed out as a copy, so that it is known as it was. */
  apply(record: PlainRecord, position: Position): TransformOutcome | Promise<TransformOutcome> {
    const { apply } = this.#transform;
    try {
      const given: unknown = apply(recordCopy(record), { position, source: this.#source });
      if (isThenable(given)) {
        return Promise.resolve(given).then(
          (made) => this.#counted(looked(made)),
          (error: unknown) => this.#counted(failed(error)),
        );
      }
      return this.#counted(looked(given));
    } catch (error) {
      return this.#counted(failed(error));
    }
  }

  #counted(outcome: TransformOutcome): TransformOutcome {
    const counts = this.#counts;
    counts.in += 1;
    if (!outcome.ok) counts.failed += 1;
    else if (outcome.records.length === 0) counts.dropped += 1;
    else counts.out += outcome.records.length;
    return outcome;
  }
}

/** @param made what a transform gave: anything at all */
function looked(made: unknown): TransformOutcome {
  try {
    if (made === undefined || made === null) return NOTHING;
    const records: unknown[] = Array.isArray(made) ? made : [made];
    const wrong = records.findIndex((record) => !isPlainObject(record));
    if (wrong >= 0) {
      const where = Array.isArray(made) ? ` as number ${wrong + 1}` : "";
      return {
        ok: false,
        message: `expected a record, an array of records or nothing from the transform; came ${kindOf(records[wrong])}${where}`,
      };
    }
    // Copied, since a program may use one object again for the next record.
    return { ok: true, records: records.filter(isPlainObject).map(recordCopy) };
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): TransformOutcome {
  const message = error instanceof Error ? error.message : textOf(error);
  return { ok: false, message: message || "the transform threw an error without a message" };
}

function textOf(error: unknown): string {
  return typeof error === "string" ? error : `the transform threw ${kindOf(error)}`;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value !== "object") return `a ${typeof value}`.replace(/^a (?=[aeiou])/, "an ");
  return `an instance of ${value.constructor?.name || "a class"}`;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" && value !== null && typeof Reflect.get(value, "then") === "function"
  );
}
