import type { LoadPattern } from "../load/table-load.ts";
import { invalid, type PatternRow, patternRows } from "./csv-rows.ts";
import { MOST_PER_SECOND, MOST_STEPS } from "./pattern-limits.ts";

/** A load from a CSV, and what its columns of units say of a write and a read. */
export interface CsvPattern {
  readonly pattern: LoadPattern;
  /** Whether there are units and no writes: then one write of the pattern is one unit. */
  readonly writesAreUnits: boolean;
  /** Write units of one write on the table, in the mean; undefined without a column of units. */
  readonly writeUnits?: number;
  /** Read units of one read, in the same way. */
  readonly readUnits?: number;
  /** Write units of each index for one write, in the mean, of the columns `units:<index>`. */
  readonly indexWriteUnits: Readonly<Record<string, number>>;
  /** Attempts to write that were throttled while it was recorded: more was wanted than it shows. */
  readonly throttledWrites: number;
}

/**
 * A load from a CSV with a header. Each row counts from its time until the next one's, and all rows are
 * the same time apart, but for rows that are left out: there nothing was written.
 *
 * | column          |                                                                                    |
 * | --------------- | ---------------------------------------------------------------------------------- |
 * | `time`          | ISO 8601, or seconds or milliseconds since 1970                                    |
 * | `writes`        | how many                                                                           |
 * | `units`         | write units of the table; without `writes` one write is one unit                   |
 * | `units:<index>` | write units of a global index                                                      |
 * | `reads`         | how many                                                                           |
 * | `read_units`    | read units of the table; without `reads` one read is one unit                      |
 * | `throttled`     | attempts to write that were throttled                                              |
 *
 * `time` and one of `writes` and `units` are needed; columns of other names are passed over. At most 2,678,400
 * steps, those that are left out counted too (31 days by the second), and 100 million of anything a second.
 *
 * @param name the file's, as messages and results have it
 * @throws PATTERN_INVALID with the line, for what is no number, below 0, too much, or out of order, and for a column that
 *   is there twice
 * @example
 * patternFromCsv("time,writes\n2026-01-05T00:00:00Z,600\n2026-01-05T00:01:00Z,1200", "mine.csv").pattern;
 * // 10 writes a second, then 20
 */
export function patternFromCsv(text: string, name: string): CsvPattern {
  const { rows, indexes } = patternRows(text, name);
  const [first, second] = rows;
  if (first === undefined || second === undefined) {
    throw invalid({ name, line: 1 }, `at least two rows below the header; came ${rows.length}`);
  }
  const stepMs = stepOf(rows, name);
  const stepSeconds = stepMs / 1_000;
  if (!Number.isInteger(stepSeconds)) {
    throw invalid({ name, line: second.line }, "times that are whole seconds apart");
  }
  const last = rows.at(-1) ?? second;
  const length = Math.floor((last.ms - first.ms) / stepMs) + 1;
  if (length > MOST_STEPS) {
    throw invalid(
      { name, line: last.line },
      `at most ${MOST_STEPS.toLocaleString("en-US")} steps of ${stepSeconds} s from the first row to the last; came ${length.toLocaleString("en-US")}`,
    );
  }
  const writes = new Float64Array(length);
  const reads = new Float64Array(length);
  for (const row of rows) {
    const step = (row.ms - first.ms) / stepMs;
    if (!Number.isInteger(step)) {
      throw invalid(
        { name, line: row.line },
        `a time that is some steps of ${stepSeconds} s after the first`,
      );
    }
    assertPossible(row, stepSeconds, name);
    writes[step] = (row.writes ?? row.units ?? 0) / stepSeconds;
    reads[step] = (row.reads ?? row.readUnits ?? 0) / stepSeconds;
  }
  const startMs = Math.floor(first.ms / 60_000) * 60_000;
  const hasReads = reads.some((count) => count > 0);
  return {
    pattern: { name, startMs, stepSeconds, writes, ...(hasReads ? { reads } : {}) },
    writesAreUnits: first.writes === undefined,
    ...meansOf(rows, indexes),
  };
}

function assertPossible(row: PatternRow, stepSeconds: number, name: string): void {
  const { writes = 0, units = 0, reads = 0, readUnits = 0, throttled = 0, indexUnits } = row;
  const most = Math.max(writes, units, reads, readUnits, throttled, ...indexUnits);
  if (most <= MOST_PER_SECOND * stepSeconds) return;
  throw invalid(
    { name, line: row.line },
    `at most ${MOST_PER_SECOND.toLocaleString("en-US")} a second of anything; came ${most} in ${stepSeconds} s`,
  );
}

function stepOf(rows: readonly PatternRow[], name: string): number {
  let stepMs = Number.POSITIVE_INFINITY;
  let before = Number.NEGATIVE_INFINITY;
  for (const { ms, line } of rows) {
    const apart = ms - before;
    if (!(apart > 0)) throw invalid({ name, line }, "a time after that of the row before");
    stepMs = Math.min(stepMs, apart);
    before = ms;
  }
  return stepMs;
}

function meansOf(rows: readonly PatternRow[], indexes: readonly string[]) {
  const sum = (of: (row: PatternRow) => number | undefined) =>
    rows.reduce((total, row) => total + (of(row) ?? 0), 0);
  const mean = (total: number, count: number) => (count > 0 ? total / count : 1);
  const [hasUnits, hasReadUnits] = [rows[0]?.units, rows[0]?.readUnits].map(
    (units) => units !== undefined,
  );
  const writes = sum((row) => row.writes ?? row.units);
  const reads = sum((row) => row.reads ?? row.readUnits);
  return {
    ...(hasUnits
      ? {
          writeUnits: mean(
            sum(({ units }) => units),
            writes,
          ),
        }
      : {}),
    ...(hasReadUnits
      ? {
          readUnits: mean(
            sum(({ readUnits }) => readUnits),
            reads,
          ),
        }
      : {}),
    indexWriteUnits: Object.fromEntries(
      indexes.map((index, place) => [
        index,
        writes > 0 ? sum(({ indexUnits }) => indexUnits[place]) / writes : 0,
      ]),
    ),
    throttledWrites: sum(({ throttled }) => throttled),
  };
}
