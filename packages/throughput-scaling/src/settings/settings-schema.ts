import * as z from "zod";
import type { ScalingSettings } from "./scaling-settings.ts";

/** What each setting is called where it was set, so that an error names what a person has written. */
export type SettingNames = Readonly<Record<keyof ScalingSettings, string>>;

const DEFAULTS: ScalingSettings = {
  baseReadCapacity: 5,
  baseWriteCapacity: 5,
  maxReadCapacity: 100,
  maxWriteCapacity: 50,
  scaleUpFactor: 2,
  maxRetries: 5,
  initialRetryDelay: 1_000,
  maxRetryDelay: 30_000,
  scaleDownDelayMinutes: 10,
};

const whole = () =>
  z.coerce.number().refine(Number.isSafeInteger, { error: "expected a whole number" });
const units = () => whole().min(1);
const delay = () => z.coerce.number().min(0);
/** CloudWatch has sums of a minute for 15 days: what came before can't be known to have been quiet. */
const MOST_MINUTES = 14 * 24 * 60;

/**
 * The schema of the settings, each under the name that it was set by.
 *
 * @param isGiven whether a value was given under this name
 */
export function settingsSchema(names: SettingNames, isGiven: (name: string) => boolean) {
  return z
    .strictObject({
      [names.baseReadCapacity]: units().default(DEFAULTS.baseReadCapacity),
      [names.baseWriteCapacity]: units().default(DEFAULTS.baseWriteCapacity),
      [names.maxReadCapacity]: units().default(DEFAULTS.maxReadCapacity),
      [names.maxWriteCapacity]: units().default(DEFAULTS.maxWriteCapacity),
      [names.scaleUpFactor]: z.coerce.number().gt(1).default(DEFAULTS.scaleUpFactor),
      [names.maxRetries]: whole().min(0).default(DEFAULTS.maxRetries),
      [names.initialRetryDelay]: delay().default(DEFAULTS.initialRetryDelay),
      [names.maxRetryDelay]: delay().default(DEFAULTS.maxRetryDelay),
      [names.scaleDownDelayMinutes]: delay()
        .max(MOST_MINUTES)
        .default(DEFAULTS.scaleDownDelayMinutes),
    })
    .refine(...inOrder("baseReadCapacity", "maxReadCapacity"))
    .refine(...inOrder("baseWriteCapacity", "maxWriteCapacity"));

  function inOrder(base: keyof ScalingSettings, max: keyof ScalingSettings) {
    const numberOf = (values: unknown, setting: keyof ScalingSettings): number =>
      Number(Object(values)[names[setting]]);
    const isBaseGiven = isGiven(names[base]);
    const params = {
      // What was left out can't be wrong.
      path: [isBaseGiven ? names[base] : names[max]],
      error: ({ input }: { readonly input: unknown }) =>
        isBaseGiven
          ? `expected at most ${names[max]}, which is ${numberOf(input, max)}`
          : `expected at least ${names[base]}, which is ${numberOf(input, base)}`,
      // Together with what is wrong with a single setting, not only after that is mended.
      when: () => true,
    };
    return [
      (values: unknown) => !(numberOf(values, base) > numberOf(values, max)),
      params,
    ] as const;
  }
}
