import {
  blackFridayPattern,
  dailyPattern,
  growthPattern,
  type LoadPattern,
  MONDAY_MS,
  spikePattern,
  tweetsPattern,
  weeklyPattern,
} from "@spillway/simulator";
import { plannerError } from "../planner-error.ts";
import { countOf, secondsOf } from "./amounts.ts";
import { checkRate } from "./load-limits.ts";

/** How big a shape is. */
export interface ShapeSize {
  /**
   * Writes a second, default 100: all the time, at the busiest hour of a day (of a usual one where days
   * grow), in the mean of `tweets`; beneath the spikes, default 0.
   */
  readonly perSecond?: number;
  /** Default 30. */
  readonly days?: number;
}

/** Shapes that are asked for by name: how they are written, and what they are. */
export const NAMED_SHAPES: readonly (readonly [written: string, meaning: string])[] = [
  ["steady", "the same all the time"],
  ["daily", "busiest at 15:00, a tenth of it at 3:00"],
  ["weekly", "days as daily, a third of it on Saturdays and Sundays"],
  ["growth", "days as daily, ten times as much on the last day as on the first"],
  ["tweets", "real: 30 days of mentions of a stock on Twitter, with the spikes of news"],
  ["spike 1000x every 10m", "1,000 writes within a second, every ten minutes"],
  ["black-friday 1000 → 100000", "November; on the 27th from 1,000 a second to 100,000"],
];

const SEED = 1;
const USUAL = 100;

/** What is asked for by name, before its size is known. */
export interface NamedShape {
  readonly name: string;
  /** Whether it comes once. */
  readonly isOnce: boolean;
  /** Whether the name says how big or how long it is, so that `--per-second` or `--days` can't. */
  readonly fixes: readonly (keyof ShapeSize)[];
  /** Seconds of a step. */
  readonly stepSeconds: number;
  readonly make: (size: ShapeSize) => LoadPattern;
}

/**
 * The shape of a name; undefined where the text begins with the name of none.
 *
 * @param text `daily`, `spike 1000x every 10m`, `black-friday 1000 → 100000` (also `->` and `to`)
 * @throws WORKLOAD_INVALID for the name of a shape with numbers that are none, or above 100 million
 */
export function namedShape(text: string): NamedShape | undefined {
  const [word = "", ...rest] = text.trim().split(/\s+/);
  const name = word.toLowerCase();
  if (name === "spike") return spike(text, rest.join(" "));
  if (name === "black-friday") return blackFriday(text, rest.join(" "));
  const make = BY_NAME[name];
  if (make === undefined) return undefined;
  if (rest.length > 0) {
    throw invalid(text, name, "How big it is says --per-second, how long --days.");
  }
  const fixes: NamedShape["fixes"] = name === "tweets" ? ["days"] : [];
  return { name, isOnce: false, fixes, stepSeconds: 60, make };
}

const BY_NAME: Readonly<Record<string, (size: ShapeSize) => LoadPattern>> = {
  steady: ({ perSecond = USUAL, days = 30 }) => ({
    name: "steady",
    ...{ startMs: MONDAY_MS, stepSeconds: 60 },
    writes: new Float64Array(days * 1_440).fill(perSecond),
  }),
  daily: (size) => dailyPattern(waveOptions(size)),
  weekly: (size) => weeklyPattern(waveOptions(size)),
  growth: (size) => growthPattern(waveOptions(size)),
  tweets: ({ perSecond }) => {
    const pattern = tweetsPattern();
    if (perSecond === undefined) return pattern;
    const writes = Float64Array.from(pattern.writes);
    const mean = writes.reduce((sum, rate) => sum + rate, 0) / writes.length;
    return { ...pattern, writes: writes.map((rate) => (rate * perSecond) / mean) };
  },
};

function waveOptions({ perSecond = USUAL, days = 30 }: ShapeSize) {
  return { seed: SEED, days, writesPerSecond: perSecond };
}

function spike(text: string, rest: string): NamedShape {
  const [, size = "", every = ""] = /^(\S+?)x?\s+every\s+(\S+)$/i.exec(rest) ?? [];
  const [writes, everySeconds] = [countOf(size), secondsOf(every)];
  if (!isWhole(writes) || !isWhole(everySeconds)) {
    throw invalid(
      text,
      "spike 1000x every 10m",
      "1000x are 1,000 writes at once; 10m ten minutes.",
    );
  }
  checkRate("a spike", writes);
  return {
    name: `spike ${writes.toLocaleString("en-US")}x every ${every}`,
    ...{ isOnce: false, fixes: [], stepSeconds: 1 },
    make: ({ perSecond = 0, days = 30 }) =>
      spikePattern({ writes, everySeconds, writesPerSecond: perSecond, days }),
  };
}

function blackFriday(text: string, rest: string): NamedShape {
  const [, from = "", until = ""] = /^(\S+)\s*(?:\u2192|->|\bto\b)\s*(\S+)$/i.exec(rest) ?? [];
  const [usual, peak] = [countOf(from), countOf(until)];
  if (usual === undefined || peak === undefined || usual <= 0 || peak < usual) {
    throw invalid(
      text,
      "black-friday 1000 → 100000",
      "First what comes each second of a usual day, then at the peak; -> and to are the same as →.",
    );
  }
  checkRate("a Black Friday", peak);
  return {
    name: `black-friday ${usual} → ${peak}`,
    ...{ isOnce: true, fixes: ["perSecond", "days"], stepSeconds: 60 },
    make: () => blackFridayPattern({ usual, peak }),
  };
}

function isWhole(value: number | undefined): value is number {
  return Number.isInteger(value) && (value ?? 0) > 0;
}

function invalid(text: string, written: string, hint: string) {
  return plannerError(
    "WORKLOAD_INVALID",
    `expected a pattern as "${written}"; came ${JSON.stringify(text)}`,
    { hint },
  );
}
