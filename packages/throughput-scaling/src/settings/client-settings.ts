import { readSettings } from "@spillway/settings";
import * as z from "zod";
import { scalingSettings } from "./read-scaling-settings.ts";
import { readTogether } from "./read-together.ts";
import { type ScaledTables, scaledTablesSetting, scalingOfTables } from "./scaled-tables.ts";
import { type ScalingOverrides, type ScalingSettings, tableScaling } from "./scaling-settings.ts";

const ownBounds = z.object({ SCALED_TABLES: scaledTablesSetting.optional() });

/**
 * The settings of a client, and the bounds that tables have of their own: the scaler's function keeps to
 * them, so a client must.
 *
 * @throws SETTINGS_INVALID: all that is wrong, at once
 */
export function clientSettings(
  env: Readonly<Record<string, string | undefined>>,
  overrides: ScalingOverrides,
): { readonly settings: ScalingSettings; readonly tables: ScaledTables } {
  return readTogether(HINT, (step, problems) => {
    const settings = step(() => scalingSettings(env, overrides));
    const tables = step(() => readSettings(ownBounds, env).SCALED_TABLES ?? {});
    if (settings === undefined || tables === undefined) return undefined;
    const wrong = scalingOfTables(tables, tableScaling(settings)).problems;
    if (wrong.length > 0) problems.SCALED_TABLES = `is wrong: ${wrong.join("; ")}`;
    return { settings, tables };
  });
}

const HINT = "Mend these environment variables, or what the client is configured with instead.";
