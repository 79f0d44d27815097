import { open, rename } from "node:fs/promises";

/**
 * Writes a file as a whole: a reader finds the old one or the new one, also after a crash.
 *
 * @throws what the file system does
 */
export async function writeWholeFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, "w");
  try {
    await file.writeFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
