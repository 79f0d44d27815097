import type { Strategy } from "../strategies/strategy.ts";
import type { Accounting } from "./key-ledger.ts";

/** Where one strategy stands while a comparison runs. */
export interface StrategyProgress {
  readonly strategy: Strategy;
  /** `invoking`: its function runs and has not answered; `following`: its records arrive. */
  readonly phase: "invoking" | "following" | "done" | "failed";
  /** Records expected; undefined until something is known of it. */
  readonly records?: number | undefined;
  readonly written: number;
  readonly failed: number;
  /** `written` is an estimate by consumed capacity, not counted by key. */
  readonly estimated: boolean;
}

/** How a finished strategy's progress reads. */
export function finishedProgress(strategy: Strategy, counts: Accounting): StrategyProgress {
  const { records, written, failed, unaccounted } = counts;
  return {
    strategy,
    phase: unaccounted === 0 && records > 0 ? "done" : "failed",
    records,
    written,
    failed,
    estimated: false,
  };
}

/** The share that is settled, from 0 to 1; undefined while nothing is known. */
export function shareOf(progress: StrategyProgress): number | undefined {
  if (progress.records === undefined) return undefined;
  if (progress.records === 0) return 1;
  return Math.min(1, (progress.written + progress.failed) / progress.records);
}

/** The counts in words: `about 412 of 1,000 written`, `988 of 1,000 found, 12 failed`. */
export function progressText(progress: StrategyProgress): string {
  const { phase, records, written, failed, estimated } = progress;
  if (phase === "failed" && written + failed === 0) return "failed";
  if (phase === "invoking" && written === 0) return "sending";
  const count = number.format(written);
  const of = records === undefined ? "" : ` of ${number.format(records)}`;
  const lost = failed === 0 ? "" : `, ${number.format(failed)} failed`;
  return estimated ? `about ${count}${of} written` : `${count}${of} found${lost}`;
}

const number = new Intl.NumberFormat("en-US");
