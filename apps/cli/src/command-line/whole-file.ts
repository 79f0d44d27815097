import { open, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Writes a file as a whole: a reader finds the old one or the new one, also after a crash.
 *
 * @throws what the file system does
 */
export async function writeWholeFile(path: string, text: string): Promise<void> {
  // What a process that was killed left here is written over by the next.
  const temporary = `${path}.tmp`;
  const file = await open(temporary, "w");
  try {
    await file.writeFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

/**
 * Takes away a file that was written as a whole, and what a process that was killed while it wrote has
 * left beside it. Nothing where nothing is there.
 */
export async function removeWholeFile(path: string): Promise<void> {
  const [folder, name] = [dirname(path), basename(path)];
  const isLeftOver = (file: string) =>
    file.startsWith(`${name}.`) && /^\d+\.tmp$/.test(file.slice(name.length + 1));
  const files = await readdir(folder).catch(() => []);
  for (const file of [name, ...files.filter(isLeftOver)]) {
    await rm(join(folder, file), { force: true });
  }
}
