import type { Clock } from "@spillway/pacing";
import type { ExportCheckpoint } from "../checkpoint/export-checkpoint.ts";
import { ColumnNames, orderedColumns } from "../formats/csv-columns.ts";
import { ColumnKinds } from "../formats/csv-kinds.ts";
import { RemarkTally } from "../remarks/remarks.ts";
import type { ExportPage, ExportProgress, ExportRequest } from "./export-request.ts";

/** What is counted of an export while it runs, over all of its runs; and the checkpoint that keeps it. */
export class ExportLedger {
  readonly tally: RemarkTally;
  /** Of a CSV whose columns are to be found. */
  readonly columns: ColumnNames | undefined;
  readonly #request: ExportRequest;
  readonly #earlier: ExportCheckpoint | undefined;
  readonly #clock: Clock;
  readonly #beganMs: number;
  #kinds: ColumnKinds | undefined;
  #place: unknown;
  #items: number;
  #scanned: number;
  #readUnits: number;

  constructor(request: ExportRequest, earlier: ExportCheckpoint | undefined, clock: Clock) {
    const { format, columns } = request;
    this.#request = request;
    this.#earlier = earlier;
    this.#clock = clock;
    this.#beganMs = clock.now();
    this.#place = earlier?.scan ?? undefined;
    this.#items = earlier?.items ?? 0;
    this.#scanned = earlier?.scanned ?? 0;
    this.#readUnits = earlier?.readUnits ?? 0;
    this.tally = new RemarkTally(earlier?.remarks);
    this.columns =
      format === "csv" && columns === undefined ? new ColumnNames(earlier?.columns) : undefined;
    if (columns !== undefined) this.kindsOf(columns);
    else if (earlier?.phase === "whole" && this.columns !== undefined) {
      this.kindsOf(orderedColumns(this.columns.names(), request.keys));
    }
  }

  /** What the columns of a CSV hold, once they are known. */
  get kinds(): ColumnKinds | undefined {
    return this.#kinds;
  }

  /** The columns are known: what they hold is counted from now on, after what earlier runs counted. */
  kindsOf(columns: readonly string[]): ColumnKinds {
    this.#kinds ??= new ColumnKinds(columns, this.#earlier?.kinds);
    return this.#kinds;
  }

  /** Where the scan goes on; undefined at its beginning. */
  get place(): unknown {
    return this.#place;
  }

  get items(): number {
    return this.#items;
  }

  get itemsBefore(): number {
    return this.#earlier?.items ?? 0;
  }

  get scanned(): number {
    return this.#scanned;
  }

  get readUnits(): number {
    return this.#readUnits;
  }

  /** Of this run. */
  get ranMs(): number {
    return this.#clock.now() - this.#beganMs;
  }

  /** Of all runs. */
  get durationMs(): number {
    return (this.#earlier?.durationMs ?? 0) + this.ranMs;
  }

  /** Counts a page that was written. */
  add({ items, scanned, units, state }: ExportPage): void {
    this.#items += items.length;
    this.#scanned += scanned;
    this.#readUnits += units;
    this.#place = state;
  }

  progress(phase: ExportProgress["phase"], items: number): ExportProgress {
    return {
      phase,
      items,
      scanned: this.#scanned,
      readUnits: this.#readUnits,
      seconds: this.ranMs / 1_000,
      itemsBefore: this.itemsBefore,
    };
  }

  checkpoint(phase: ExportCheckpoint["phase"], bytes: number): ExportCheckpoint {
    const now = new Date(this.#clock.now()).toISOString();
    return {
      version: 1,
      startedAt: this.#earlier?.startedAt ?? new Date(this.#beganMs).toISOString(),
      savedAt: now,
      export: this.#request.identity,
      phase,
      scan: this.#place ?? null,
      bytes,
      items: this.#items,
      scanned: this.#scanned,
      readUnits: this.#readUnits,
      durationMs: this.durationMs,
      remarks: this.tally.remarks().map((remark) => ({
        ...remark,
        attributes: [...remark.attributes],
      })),
      ...(this.columns && { columns: [...this.columns.names()] }),
      ...(this.#kinds && { kinds: [...this.#kinds.counts()] }),
    };
  }
}
