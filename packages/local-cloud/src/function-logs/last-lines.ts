import { createReadStream } from "node:fs";
import { LineSplitter } from "../lambda-host/log-lines.ts";
import { type LogLine, readLogLine } from "./log-line.ts";

export interface LastLinesOptions {
  /** At most so many, the last ones; default all. */
  readonly lines?: number;
  /** Only those from this moment on, in ms since 1970. */
  readonly sinceMs?: number;
}

/** What was read of a log. */
export interface LastLines {
  readonly lines: readonly LogLine[];
  /** Bytes of the last file up to the end of its last whole line: from there on it is new. */
  readonly position: number;
}

/** The last lines of a log, read from its files, oldest first. Files that are gone have none. */
export async function lastLines(
  files: readonly string[],
  { lines = Number.POSITIVE_INFINITY, sinceMs = 0 }: LastLinesOptions,
): Promise<LastLines> {
  const kept: LogLine[] = [];
  let position = 0;
  const since = new Date(sinceMs).toISOString();
  // A line that says no time came with the one before it.
  let isLate = sinceMs === 0;
  for (const file of files) {
    position = 0;
    for await (const line of linesOf(file)) {
      position += Buffer.byteLength(line) + 1;
      const read = readLogLine(line);
      if (read.at !== undefined) isLate = read.at >= since;
      if (!isLate) continue;
      kept.push(read);
      if (kept.length > lines) kept.shift();
    }
  }
  return { lines: kept, position };
}

async function* linesOf(file: string): AsyncGenerator<string> {
  let lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  try {
    for await (const text of createReadStream(file, "utf8")) {
      splitter.push(text);
      yield* lines;
      lines = [];
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  // The rest has no end yet: whoever follows the log is told it when it has.
}
