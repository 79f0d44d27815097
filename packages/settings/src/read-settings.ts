import { type $ZodIssue, type $ZodType, type output, safeParse } from "zod/v4/core";
import { settingsError } from "./settings-error.ts";

/**
 * Reads an app's settings from its environment by one schema, and tells every problem at once.
 *
 * A variable that is empty or blank counts as missing, so that an empty `MAX_ATTEMPTS` takes its
 * default or is reported, and never becomes 0.
 *
 * @param schema a zod schema of an object whose keys are the names of the variables
 * @param env the environment: `process.env` in an app, a plain object in a test
 * @returns the settings, as the schema gives them
 * @throws `SETTINGS_INVALID`: names each variable and what is wrong with it; the same
 * as a table in `details.problems`
 * @example
 * const settingsSchema = z.object({
 *   TABLE_NAME: z.string(),
 *   WRITE_CONCURRENCY: z.coerce.number().int().min(1).default(5),
 * });
 * const settings = readSettings(settingsSchema, process.env);
 */
export function readSettings<Schema extends $ZodType>(
  schema: Schema,
  env: Readonly<Record<string, string | undefined>>,
): output<Schema> {
  const given = withoutBlanks(env);
  const result = safeParse(schema, given);
  if (result.success) return result.data;
  const problems = problemsByVariable(result.error.issues, given);
  const list = Object.entries(problems).map(([name, problem]) => `${name} ${problem}`);
  const many = list.length === 1 ? "one setting is wrong" : `${list.length} settings are wrong`;
  throw settingsError("SETTINGS_INVALID", `${many}: ${list.join("; ")}`, {
    hint: "Set these environment variables on the function; Terraform does it from its variables.",
    details: { problems },
  });
}

function withoutBlanks(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && value.trim() !== "") given[name] = value;
  }
  return given;
}

function problemsByVariable(
  issues: readonly $ZodIssue[],
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const issue of issues) {
    const name = issue.path.length === 0 ? "settings" : String(issue.path[0]);
    // A coerced number that is missing arrives as NaN, which says nothing to the reader.
    if (issue.path.length > 0 && given[name] === undefined) {
      problems[name] = "is missing";
      continue;
    }
    const came = given[name] === undefined ? "" : `; came ${JSON.stringify(given[name])}`;
    const problem = `${issue.message}${came}`;
    problems[name] =
      problems[name] === undefined ? `is wrong: ${problem}` : `${problems[name]}, ${problem}`;
  }
  return problems;
}
