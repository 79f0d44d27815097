import { loadError } from "../errors.ts";
import { isSameFile, type ListedFile, listedOf, parseFileList } from "./file-list.ts";
import type { SeveralCursor } from "./several-cursor.ts";
import type { SourceFile } from "./source-file.ts";

/** What has become of the files since the load began, where it can go on all the same. */
export interface FileChanges {
  /** Done, and not there any more. */
  readonly gone: readonly string[];
  /** Not begun, and another one now: what is there now is loaded. */
  readonly replaced: readonly string[];
  /** Not there when the load began: not loaded. */
  readonly added: readonly string[];
}

/** The files that a load goes on with. */
export interface ResumedFiles {
  readonly files: readonly SourceFile[];
  /** The same for the checkpoint. */
  readonly listed: readonly ListedFile[];
  readonly changes: FileChanges;
}

/**
 * The files that a load began with, in its order, as they are now. What is not there any more and not
 * done, and what has changed and was begun, can't be made good by going on.
 *
 * @param text the list of the checkpoint
 * @param cursor where the load goes on
 * @param found what there is now
 * @param checkpoint its name, for the message
 * @throws SpillwayError `SOURCE_CHANGED` naming what is missing or changed; `CHECKPOINT_INVALID`;
 * `CHECKPOINT_OF_ANOTHER_LOAD` where not one of the files is among those that were found
 */
export function resumedFiles(
  text: string,
  cursor: SeveralCursor,
  found: readonly SourceFile[],
  checkpoint: string,
): ResumedFiles {
  const earlier = parseFileList(text);
  if (earlier === undefined) {
    throw loadError("CHECKPOINT_INVALID", `${checkpoint} does not say which files it is of`, {
      hint: "Begin anew without --resume.",
    });
  }
  const now = new Map(found.map((file) => [file.name, file]));
  if (!earlier.some(({ name }) => now.has(name))) throw ofOthers(checkpoint, earlier);
  const files: SourceFile[] = [];
  const listed: ListedFile[] = [];
  const gone: string[] = [];
  const replaced: string[] = [];
  const missing: string[] = [];
  const changed: string[] = [];
  for (const [at, was] of earlier.entries()) {
    const is = now.get(was.name);
    now.delete(was.name);
    const isDone = at < cursor.file;
    const isBegun = at === cursor.file && cursor.record > 0;
    if (is === undefined) (isDone ? gone : missing).push(was.name);
    else if (!isSameFile(was, is)) (isDone || isBegun ? changed : replaced).push(was.name);
    files.push(is ?? { name: was.name, bytes: was.bytes });
    listed.push(is === undefined ? was : listedOf(is));
  }
  if (missing.length + changed.length > 0) throw notAsTheyWere(missing, changed);
  return { files, listed, changes: { gone, replaced, added: [...now.keys()] } };
}

/** Names, the first three of them: `a.csv, b.csv, c.csv and 9 more`. */
export function someOf(names: readonly string[]): string {
  const more = names.length - NAMES_SHOWN;
  return names.slice(0, NAMES_SHOWN).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

const NAMES_SHOWN = 3;

function notAsTheyWere(missing: readonly string[], changed: readonly string[]): Error {
  const came = [
    ...(missing.length > 0 ? [`${someOf(missing)} ${isAre(missing)} missing`] : []),
    ...(changed.length > 0 ? [`${someOf(changed)} ${isAre(changed)} not as when loaded`] : []),
  ];
  return loadError(
    "SOURCE_CHANGED",
    `expected the files that the load began with; came others: ${came.join("; ")}`,
    { hint: "Put back what was there and resume, or begin anew without --resume." },
  );
}

function isAre({ length }: readonly string[]): string {
  return length === 1 ? "is" : "are";
}

function ofOthers(checkpoint: string, listed: readonly ListedFile[]): Error {
  const names = listed.map(({ name }) => name);
  return loadError(
    "CHECKPOINT_OF_ANOTHER_LOAD",
    `${checkpoint} belongs to another load: of ${someOf(names)}`,
    { hint: "Begin anew without --resume, or name the right one with --checkpoint." },
  );
}
