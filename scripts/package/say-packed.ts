import { stat } from "node:fs/promises";
import { basename } from "node:path";

/**
 * Packs as a command does: prints the tarball's name and size, or why there is none, and then fails.
 *
 * @param what is packed, for people
 * @param pack gives the tarball's path
 */
export async function sayPacked(what: string, pack: () => Promise<string>): Promise<void> {
  try {
    const tarball = await pack();
    const { size } = await stat(tarball);
    console.log(`${basename(tarball)}: ${(size / 1_000).toFixed(0)} KB`);
  } catch (error) {
    console.error(`${what} was not packed: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
