import type { LoadPattern } from "../load/table-load.ts";
import { simulatorError } from "../simulator-error.ts";

interface Row {
  readonly line: number;
  readonly ms: number;
  readonly writes: number;
  readonly reads: number;
}

/**
 * A load from a CSV with a header: `time` (ISO 8601, or seconds or milliseconds since 1970), `writes`, the
 * count from this time until the next one, and `reads` where there are any. All rows are the same time
 * apart, but for rows that are left out: there nothing was written.
 *
 * @throws PATTERN_INVALID with the line, for what is no number, below 0, or out of order
 * @example
 * patternFromCsv("time,writes\n2026-01-05T00:00:00Z,600\n2026-01-05T00:01:00Z,1200", "mine");
 * // 10 writes a second, then 20
 */
export function patternFromCsv(text: string, name: string): LoadPattern {
  const rows = rowsOf(text);
  const [first, second] = rows;
  if (first === undefined || second === undefined) {
    throw invalid(1, `at least two rows below the header; came ${rows.length}`);
  }
  let stepMs = second.ms - first.ms;
  for (const [place, row] of rows.entries()) {
    const apart = row.ms - (rows[place - 1]?.ms ?? Number.NEGATIVE_INFINITY);
    if (!(apart > 0)) throw invalid(row.line, "a time after that of the row before");
    stepMs = Math.min(stepMs, apart);
  }
  const stepSeconds = stepMs / 1_000;
  if (!Number.isInteger(stepSeconds))
    throw invalid(second.line, "times that are whole seconds apart");
  const last = rows.at(-1) ?? second;
  const length = (last.ms - first.ms) / stepMs + 1;
  const writes = new Float64Array(Math.floor(length));
  const reads = new Float64Array(Math.floor(length));
  for (const row of rows) {
    const step = (row.ms - first.ms) / stepMs;
    if (!Number.isInteger(step)) {
      throw invalid(row.line, `a time that is some steps of ${stepSeconds} s after the first`);
    }
    writes[step] = row.writes / stepSeconds;
    reads[step] = row.reads / stepSeconds;
  }
  const startMs = Math.floor(first.ms / 60_000) * 60_000;
  const hasReads = reads.some((count) => count > 0);
  return { name, startMs, stepSeconds, writes, ...(hasReads ? { reads } : {}) };
}

function rowsOf(text: string): readonly Row[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const header = cellsOf(lines[0] ?? "").map((cell) => cell.toLowerCase());
  const [time, writes, reads] = ["time", "writes", "reads"].map((column) => header.indexOf(column));
  if (time === undefined || writes === undefined || time < 0 || writes < 0) {
    throw invalid(1, "a header with the columns time and writes");
  }
  return lines.flatMap((text, place) => {
    if (place === 0 || text.trim() === "") return [];
    const cells = cellsOf(text);
    const line = place + 1;
    const readsOfRow = reads === undefined || reads < 0 ? 0 : countOf(cells[reads], line);
    return [
      {
        line,
        ms: msOf(cells[time], line),
        writes: countOf(cells[writes], line),
        reads: readsOfRow,
      },
    ];
  });
}

function cellsOf(line: string): readonly string[] {
  return line.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
}

function countOf(cell: string | undefined, line: number): number {
  const count = cell === undefined || cell === "" ? Number.NaN : Number(cell);
  if (count >= 0 && Number.isFinite(count)) return count;
  throw invalid(line, `a count of 0 or more; came ${JSON.stringify(cell ?? "")}`);
}

/** Before the year 2286 seconds have ten digits and milliseconds thirteen. */
const LEAST_MS = 1e11;

function msOf(cell = "", line: number): number {
  const number = Number(cell);
  const ms = Number.isNaN(number) ? Date.parse(cell) : number < LEAST_MS ? number * 1_000 : number;
  if (cell !== "" && Number.isFinite(ms)) return ms;
  throw invalid(line, `a time; came ${JSON.stringify(cell)}`);
}

function invalid(line: number, expected: string) {
  return simulatorError("PATTERN_INVALID", `line ${line}: expected ${expected}`, {
    details: { line },
    hint: "A pattern is a CSV with a header: time,writes and, where there are any, reads.",
  });
}
