export { readSettings } from "./read-settings.ts";
export { type SettingsErrorCode, settingsError } from "./settings-error.ts";
