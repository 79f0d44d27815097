import { readFile } from "node:fs/promises";
import * as z from "zod";
import { cliError } from "../errors.ts";

/** Why a permission may be granted though nothing used it. `*` and `?` match as in a policy. */
const excuse = z.strictObject({
  /** The role's name: `spillway-*-consumer`. */
  role: z.string().min(1),
  /** The action as the policy writes it; `*` for all. */
  action: z.string().min(1),
  /** The resource as the policy writes it. Default: any. */
  resource: z.string().min(1).optional(),
  /** For the reader of the report. */
  reason: z.string().trim().min(1),
});

export type Excuse = z.infer<typeof excuse>;

/**
 * Reads the list of permissions that may stay unused, each with its reason.
 *
 * @param file a JSON list of `{ role, action, resource?, reason }`.
 * @returns none where the file is not there and `mayBeMissing`.
 * @throws `REASONS_INVALID` where it can't be read or is no such list.
 */
export async function readExcuses(file: string, mayBeMissing: boolean): Promise<readonly Excuse[]> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (mayBeMissing && (error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw cliError("REASONS_INVALID", `the reasons in ${file} could not be read`, { cause: error });
  }
  const found = z.array(excuse).safeParse(parseJson(text));
  if (found.success) return found.data;
  const problems = found.error.issues.map(
    ({ path, message }) => `${path.length === 0 ? "the list" : path.join(".")}: ${message}`,
  );
  throw cliError(
    "REASONS_INVALID",
    `expected ${file} to be a list of role, action, resource and reason; came ${problems.join("; ")}`,
    { hint: 'An entry: {"role": "*", "action": "xray:*", "reason": "…"}.' },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
