import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * Empties the folder that a tarball comes to lie in: an older version beside the new one would be installed by
 * `spillway-*.tgz` as well.
 *
 * @returns the folder, which is there now
 */
export async function emptied(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const old of await readdir(folder)) await rm(join(folder, old), { recursive: true });
  return folder;
}
