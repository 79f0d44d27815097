import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";

/**
 * Fills a folder as a whole: whoever finds it finds all of it. One that is there already stays as it is.
 *
 * @param fill gets the folder's place for the time being
 */
export async function filledOnce(
  folder: string,
  fill: (unfinished: string) => Promise<void>,
): Promise<void> {
  if (existsSync(folder)) return;
  const unfinished = `${folder}.${randomUUID()}`;
  try {
    await fill(unfinished);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Somebody else may have filled it meanwhile.
    if (!existsSync(folder)) throw error;
  }
}
