import { settingsError } from "@spillway/settings";

/**
 * Reads settings that are read in several steps, so that all problems are told at once.
 *
 * @param hint what to do about them
 * @param read gets a function that takes one step: undefined where it has problems; and the problems so
 *   far, by the setting's name, to which others can be added
 * @throws SETTINGS_INVALID with the problems of all steps
 * @example
 * const { shared, own } = readTogether("Set them.", (step) => ({
 *   shared: step(() => scalingSettings(env)),
 *   own: step(() => readSettings(schema, env)),
 * }));
 */
export function readTogether<Read>(
  hint: string,
  read: (
    step: <Part>(of: () => Part) => Part | undefined,
    problems: Record<string, string>,
  ) => Read | undefined,
): Read {
  const problems: Record<string, string> = {};
  const found = read((of) => {
    try {
      return of();
    } catch (error) {
      if (!settingsError.is(error, "SETTINGS_INVALID")) throw error;
      Object.assign(problems, error.details.problems);
      return undefined;
    }
  }, problems);
  const list = Object.entries(problems).map(([name, problem]) => `${name} ${problem}`);
  if (found !== undefined && list.length === 0) return found;
  const many = list.length === 1 ? "one setting is wrong" : `${list.length} settings are wrong`;
  throw settingsError("SETTINGS_INVALID", `${many}: ${list.join("; ")}`, {
    hint,
    details: { problems },
  });
}
