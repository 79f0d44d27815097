import { relative } from "node:path";
import { cliError } from "../../errors.ts";
import { holdsSomething } from "./holds-something.ts";

export interface RejectPathOptions {
  /** What the person named. */
  readonly given: string | undefined;
  /** The file of the runs before this one. */
  readonly earlier: string | undefined;
  readonly label: string;
  readonly table: string;
}

/**
 * Where the records go that are not written. A file that is there, of another load, is never added to
 * and never overwritten: what it holds may not be loaded yet.
 *
 * @throws SpillwayError `REJECTS_FILE_EXISTS`
 */
export async function rejectPath(options: RejectPathOptions): Promise<string> {
  const { given, earlier, label, table } = options;
  // A checkpoint has it whole: the next run may begin in another folder.
  if (earlier !== undefined) return relative("", earlier);
  if (given !== undefined) {
    if (!(await holdsSomething(given))) return given;
    throw cliError("REJECTS_FILE_EXISTS", `${given} is there and holds records`, {
      hint: "Load it, move it away, or name another file with --rejects.",
    });
  }
  // The rejects of a reject file are those of the same source.
  const [source = label] = label.split(`.${table}.rejects`);
  for (let number = 1; ; number += 1) {
    const path = `${source}.${table}.rejects${number === 1 ? "" : `-${number}`}.jsonl`;
    if (!(await holdsSomething(path))) return path;
  }
}
