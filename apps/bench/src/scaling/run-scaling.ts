import {
  type LoadPattern,
  type SimulationResult,
  simulate,
  type WhenThrottled,
} from "@spillway/simulator";
import { type ContenderKey, contendersOf, INDEX } from "./scaling-policies.ts";

/** What every simulation has in common. */
export const CONDITIONS = {
  /** How long a table is UPDATING. AWS says minutes; the same for all, and short, which favours nobody. */
  updatingMs: 60_000,
  burstSeconds: 300,
  decreaseRule: "four and one an hour" as const,
};

/** Everyone under one load. */
export interface ShapeResult {
  readonly shape: string;
  readonly results: Readonly<Record<ContenderKey, SimulationResult>>;
}

/** Writers that try again, as long as a wrapped client does by default. */
export const RETRIES = { retryEverySeconds: 5, giveUpAfterSeconds: 30 };

/** How everyone is simulated under a load. */
export interface RunOptions {
  /** Default: everyone. */
  readonly only?: readonly ContenderKey[];
  /** Default: a throttled write is lost, and so counted once. */
  readonly whenThrottled?: WhenThrottled;
  /** Points of the series in each result. Default 720. */
  readonly seriesPoints?: number;
}

/** Simulates everyone under a load, on a table with one index that every write reaches. */
export function runShape(pattern: LoadPattern, options: RunOptions = {}): ShapeResult {
  const { only, whenThrottled = "lost", seriesPoints = 720 } = options;
  const load = { pattern, indexWriteUnits: { [INDEX]: 1 }, whenThrottled };
  const results = contendersOf(pattern)
    .filter(({ key }) => only?.includes(key) ?? true)
    .map(({ key, table, policy }) => [
      key,
      simulate({ table, load, policy, seriesPoints, ...CONDITIONS }),
    ]);
  return { shape: pattern.name, results: Object.fromEntries(results) };
}
