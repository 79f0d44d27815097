import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { loadError } from "../errors.ts";
import { FileCollector } from "./file-collector.ts";
import { globOf } from "./glob.ts";
import type { FoundFiles } from "./source-file.ts";
import { isHidden } from "./taken-name.ts";

/**
 * The files of a folder, and of the folders in it.
 *
 * @throws SpillwayError `SOURCE_UNREADABLE`, `SOURCE_IS_A_FOLDER` for one that holds an export's,
 * `SOURCE_TOO_MANY_FILES`
 */
export async function filesInFolder(folder: string): Promise<FoundFiles> {
  const found = new FileCollector(folder);
  await walk(folder, "", Number.POSITIVE_INFINITY, { found, hiddenToo: false });
  return found.found();
}

/**
 * The files that a glob stands for, such as `data/*.csv` or `data/**`, where the shell has left it.
 *
 * @throws SpillwayError as {@link filesInFolder} does
 */
export async function filesOfGlob(pattern: string): Promise<FoundFiles> {
  const { base, depth, hiddenToo, matches } = globOf(pattern);
  const found = new FileCollector(pattern, hiddenToo);
  await walk(base, "", depth, { found, hiddenToo, matches });
  return found.found();
}

interface Walk {
  readonly found: FileCollector;
  readonly hiddenToo: boolean;
  /** Default: all. */
  readonly matches?: (path: string) => boolean;
}

/** @param below the folder that is looked into, as seen from the base; with a slash unless it is empty */
async function walk(base: string, below: string, depth: number, wish: Walk): Promise<void> {
  const { found, hiddenToo, matches } = wish;
  for (const entry of await entriesOf(join(base, below))) {
    const path = `${below}${entry.name}`;
    const name = join(base, path);
    const isLeft = !hiddenToo && isHidden(entry.name);
    if (entry.isDirectory()) {
      if (isLeft && matches === undefined) found.passOver(`${name}/`, "hidden");
      if (!isLeft && depth > 1) await walk(base, `${path}/`, depth - 1, wish);
      continue;
    }
    if (matches?.(path) === false) continue;
    // A link counts as what it leads to; one to a folder is not followed, it may lead back.
    const stats = isLeft ? undefined : await stat(name).catch(() => undefined);
    if (isLeft) found.passOver(name, "hidden");
    else if (stats?.isFile()) found.add({ name, bytes: stats.size }, path);
    else found.passOver(name, "no file");
  }
}

/** Nothing of a folder that is not there: the pattern matches nothing then. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw loadError("SOURCE_UNREADABLE", `${folder} can't be read (${code})`, {
      hint: "Check its permissions.",
      cause,
    });
  }
}
