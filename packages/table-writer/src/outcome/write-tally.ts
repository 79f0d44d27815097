import type { Reason, SpillwayError } from "@spillway/errors";
import type { Position } from "@spillway/records";
import type { PendingWrite } from "../admission/pending-write.ts";
import type { ConsumedUnits } from "../transport/transport.ts";
import type { WriteProgress } from "../write-options.ts";
import { MAX_REPORTED_ERRORS, type ReportedError, type WriteReport } from "./write-report.ts";

/** Counts what happens in a run, each fact once, and makes the report of it. */
export class WriteTally {
  #read = 0;
  #written = 0;
  #deduplicated = 0;
  #rejected = 0;
  #failed = 0;
  #spilled = 0;
  #batchesSent = 0;
  #batchesFailed = 0;
  #attempts = 0;
  #retries = 0;
  #throttledWrites = 0;
  #bytes = 0;
  #tableUnits = 0;
  readonly #throttles = new Map<string, number>();
  readonly #indexUnits = new Map<string, number>();
  readonly #errors: ReportedError[] = [];

  read(): void {
    this.#read += 1;
  }

  written(write: PendingWrite): void {
    this.#written += 1;
    this.#bytes += write.request.bytes;
  }

  deduplicated(): void {
    this.#deduplicated += 1;
  }

  rejected(reason: Reason, position: Position): void {
    this.#rejected += 1;
    this.#error(reason, position);
  }

  failed(reason: Reason, position: Position): void {
    this.#failed += 1;
    this.#error(reason, position);
  }

  spilled(): void {
    this.#spilled += 1;
  }

  /** @param sentBefore how many of the writes of the batch were sent before */
  sent(writes: number, sentBefore: number): void {
    this.#batchesSent += 1;
    this.#attempts += writes;
    this.#retries += sentBefore;
  }

  batchFailed(): void {
    this.#batchesFailed += 1;
  }

  /** @param causes why, in DynamoDB's words; the writes count under each */
  throttled(writes: number, causes: readonly string[]): void {
    this.#throttledWrites += writes;
    for (const cause of causes) add(this.#throttles, cause, writes);
  }

  consumed({ table, indexes }: ConsumedUnits): void {
    this.#tableUnits += table;
    for (const [index, units] of Object.entries(indexes)) add(this.#indexUnits, index, units);
  }

  get progress(): WriteProgress {
    return {
      read: this.#read,
      written: this.#written,
      deduplicated: this.#deduplicated,
      rejected: this.#rejected,
      failed: this.#failed,
      spilled: this.#spilled,
      batches: { sent: this.#batchesSent, failed: this.#batchesFailed },
      attempts: this.#attempts,
      retries: this.#retries,
      throttledWrites: this.#throttledWrites,
      throttles: Object.fromEntries(this.#throttles),
      unitsConsumed: { table: this.#tableUnits, indexes: Object.fromEntries(this.#indexUnits) },
      bytes: this.#bytes,
    };
  }

  /** @param stop why the run stopped, if it did */
  report(durationMs: number, stop: SpillwayError | undefined): WriteReport {
    return {
      ...this.progress,
      durationMs,
      errors: this.#errors,
      ...(stop === undefined ? {} : { stopped: stoppedBy(stop) }),
    };
  }

  #error({ code, message }: Reason, position: Position): void {
    if (this.#errors.length < MAX_REPORTED_ERRORS) this.#errors.push({ code, message, position });
  }
}

function stoppedBy(error: SpillwayError): NonNullable<WriteReport["stopped"]> {
  const { code, message, hint, errorClass } = error;
  return { code, message, ...(hint === undefined ? {} : { hint }), errorClass };
}

function add(counts: Map<string, number>, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count);
}
