import type { LogLine } from "@spillway/local-cloud";
import type { Terminal } from "../command-line/terminal.ts";

const BEGINS_OR_ENDS = /^(START|END|REPORT|INIT_START) /;
const FAILED = /\tERROR\t|Task timed out|Status: (error|timeout)/;

/** A line of a function's log for a person to read: its time, then what the function wrote. */
export function logText({ at, text }: LogLine, { dim, red }: Terminal["colours"]): string {
  const time = at === undefined ? "" : `${dim(at)} `;
  const shown = FAILED.test(text) ? red(text) : BEGINS_OR_ENDS.test(text) ? dim(text) : text;
  return `${time}${shown}`;
}
