import { type CodeOf, environment, errorsOf } from "@spillway/errors";

/** Makes the errors of this package. */
export const settingsError = errorsOf({
  /** Environment variables are missing or wrong: each with what is wrong with it. */
  SETTINGS_INVALID: environment<{ problems: Readonly<Record<string, string>> }>(),
});
export type SettingsErrorCode = CodeOf<typeof settingsError>;
