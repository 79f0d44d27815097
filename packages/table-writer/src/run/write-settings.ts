import { tableWriterError } from "../errors.ts";
import type { WriteOptions } from "../write-options.ts";
import type { StopReason } from "./stop-reason.ts";

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

/** Whether a run that stops for this reason spills what is left. */
export function spillsAfter({ spill }: Pick<WriteOptions, "spill">, stop: StopReason): boolean {
  return spill !== undefined && stop.waitingHelps;
}

function expectAtLeast(option: string, value: number, minimum: number): void {
  if (Number.isInteger(value) && value >= minimum) return;
  throw tableWriterError(
    "WRITE_OPTION_INVALID",
    `${option}: expected a whole number of at least ${minimum}; came ${value}`,
  );
}
