import { access, writeFile } from "node:fs/promises";
import { cliError } from "../errors.ts";

/** Where a history is kept: the file that was asked for, or one beside where the command was started. */
export function patternFileOf(table: string, asked: string | undefined): string {
  return asked ?? `${table.replaceAll(/[^\w.-]/g, "_")}.pattern.csv`;
}

/**
 * A history is bought, and somebody may have changed the file since: it is never written over.
 *
 * @throws PATTERN_FILE_EXISTS
 */
export async function assertNewFile(file: string): Promise<void> {
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (exists) throw fileExists(file);
}

/** @throws PATTERN_FILE_EXISTS, PATTERN_FILE_UNWRITABLE */
export async function savePattern(file: string, csv: string): Promise<void> {
  try {
    await writeFile(file, csv, { flag: "wx" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST")
      throw fileExists(file);
    const message = error instanceof Error ? error.message : String(error);
    throw cliError("PATTERN_FILE_UNWRITABLE", `could not keep the pattern in ${file}: ${message}`, {
      ...{ hint: "Name another file: --save-pattern FILE.", cause: error },
    });
  }
}

function fileExists(file: string) {
  return cliError("PATTERN_FILE_EXISTS", `expected a new file for the history; ${file} is there`, {
    hint: `Plan with it (--pattern ${file}), or name another file: --save-pattern FILE.`,
  });
}
