import { type Reason, SpillwayError } from "@spillway/errors";
import type { WriteOptions } from "../write-options.ts";

type Defaulted = "concurrency" | "maxAttempts" | "baseDelayMs" | "maxDelayMs" | "unread";

/** Options with every default in place. */
export type WriteSettings = WriteOptions & Required<Pick<WriteOptions, Defaulted>>;

/**
 * Puts the defaults in place and refuses what can't work.
 *
 * @throws SpillwayError `WRITE_OPTION_INVALID`
 */
export function settingsOf(options: WriteOptions): WriteSettings {
  const settings = {
    ...options,
    concurrency: options.concurrency ?? 5,
    maxAttempts: options.maxAttempts ?? 8,
    baseDelayMs: options.baseDelayMs ?? 50,
    maxDelayMs: options.maxDelayMs ?? 20_000,
    unread: options.unread ?? "report",
  };
  if (settings.concurrency !== "adaptive") expectAtLeast("concurrency", settings.concurrency, 1);
  expectAtLeast("maxAttempts", settings.maxAttempts, 1);
  expectAtLeast("baseDelayMs", settings.baseDelayMs, 0);
  expectAtLeast("maxDelayMs", settings.maxDelayMs, 0);
  return settings;
}

/** Stops after which the table may take later what it can't take now. */
const SPILLING_STOPS = new Set(["DEADLINE", "ENDPOINT_UNREACHABLE"]);

/** Whether a run that stops for this reason spills what is left. */
export function spillsAfter(settings: Pick<WriteOptions, "spill">, reason: Reason): boolean {
  return settings.spill !== undefined && SPILLING_STOPS.has(reason.code);
}

function expectAtLeast(option: string, value: number, minimum: number): void {
  if (Number.isInteger(value) && value >= minimum) return;
  throw new SpillwayError(
    "WRITE_OPTION_INVALID",
    `${option}: expected a whole number of at least ${minimum}; came ${value}`,
  );
}
