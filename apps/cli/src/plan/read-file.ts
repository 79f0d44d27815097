import { readFile } from "node:fs/promises";
import { cliError } from "../errors.ts";

/**
 * The text of a file that a plan is made of.
 *
 * @param what it is, for messages: `a pattern`
 * @throws PLAN_FILE_UNREADABLE
 */
export async function textOfFile(file: string, what: string, hint: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw cliError("PLAN_FILE_UNREADABLE", `expected ${what} in ${file}; ${reasonOf(error)}`, {
      ...{ hint, cause: error },
    });
  }
}

/** The document in a JSON file. */
export async function jsonOfFile(file: string, what: string, hint: string): Promise<unknown> {
  const text = await textOfFile(file, what, hint);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw cliError("PLAN_FILE_UNREADABLE", `expected ${what} in ${file}; it is no JSON`, {
      ...{ hint, cause: error },
    });
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "it is a folder";
  return error instanceof Error ? error.message : String(error);
}
