/** A line that a function wrote. */
export interface LogLine {
  /** When it came, ISO 8601; missing where the file does not say. */
  readonly at?: string;
  readonly text: string;
}

const LINE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (.*)$/s;

/** A line as it stands in a function's log file. */
export function loggedLine(text: string, atMs: number): string {
  return `${new Date(atMs).toISOString()} ${text}\n`;
}

/** Reads a line of a function's log file, without its end. */
export function readLogLine(line: string): LogLine {
  const [, at, text = ""] = LINE.exec(line) ?? [];
  return at === undefined ? { text: line } : { at, text };
}
