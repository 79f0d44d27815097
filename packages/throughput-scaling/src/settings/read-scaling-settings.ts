import { readSettings } from "@spillway/settings";
import type { ScalingOverrides, ScalingSettings } from "./scaling-settings.ts";
import { settingsSchema } from "./settings-schema.ts";

/** The variable that each setting is read from; `maxRetryDelay` has none. */
const VARIABLES = {
  baseReadCapacity: "DYNAMODB_BASE_READ_CAPACITY",
  baseWriteCapacity: "DYNAMODB_BASE_WRITE_CAPACITY",
  maxReadCapacity: "DYNAMODB_MAX_READ_CAPACITY",
  maxWriteCapacity: "DYNAMODB_MAX_WRITE_CAPACITY",
  scaleUpFactor: "DYNAMODB_SCALE_UP_FACTOR",
  maxRetries: "DYNAMODB_MAX_RETRIES",
  initialRetryDelay: "DYNAMODB_INITIAL_RETRY_DELAY",
  maxRetryDelay: "maxRetryDelay",
  scaleDownDelayMinutes: "DYNAMODB_SCALE_DOWN_DELAY_MINUTES",
} satisfies Record<keyof ScalingSettings, string>;

/**
 * The settings of scaling: from the environment, and from what a client or an operation has of its
 * own. Only what is in force is checked: an override stands in for its variable.
 *
 * @param env the environment: `process.env`, or a plain object in a test
 * @param overrides by their own names; what is undefined takes the environment's
 * @throws `SETTINGS_INVALID`: every variable and override that is wrong, all at once
 * @example
 * scalingSettings({ DYNAMODB_MAX_WRITE_CAPACITY: "200" }, { scaleUpFactor: 3 });
 * // → { baseWriteCapacity: 5, maxWriteCapacity: 200, scaleUpFactor: 3, … }
 */
export function scalingSettings(
  env: Readonly<Record<string, string | undefined>>,
  overrides: ScalingOverrides = {},
): ScalingSettings {
  const names: Record<keyof ScalingSettings, string> = { ...VARIABLES };
  const given: Record<string, string | undefined> = {};
  for (const variable of Object.values(VARIABLES)) given[variable] = env[variable];
  delete given[VARIABLES.maxRetryDelay];
  for (const [name, value] of Object.entries(overrides)) {
    if (value === undefined) continue;
    given[name] = String(value);
    if (!isSetting(name)) continue;
    if (names[name] !== name) delete given[names[name]];
    names[name] = name;
  }
  const read = readSettings(
    settingsSchema(names, (name) => (given[name] ?? "").trim() !== ""),
    given,
  );
  // The schema has a key for each name.
  const of = (name: keyof ScalingSettings) => read[names[name]] ?? Number.NaN;
  return {
    baseReadCapacity: of("baseReadCapacity"),
    baseWriteCapacity: of("baseWriteCapacity"),
    maxReadCapacity: of("maxReadCapacity"),
    maxWriteCapacity: of("maxWriteCapacity"),
    scaleUpFactor: of("scaleUpFactor"),
    maxRetries: of("maxRetries"),
    initialRetryDelay: of("initialRetryDelay"),
    maxRetryDelay: of("maxRetryDelay"),
    scaleDownDelayMinutes: of("scaleDownDelayMinutes"),
  };
}

function isSetting(name: string): name is keyof ScalingSettings {
  return Object.hasOwn(VARIABLES, name);
}
