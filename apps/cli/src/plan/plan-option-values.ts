import {
  bytesOf,
  countOf,
  type HotKeyShare,
  STRATEGIES,
  type StrategyKey,
  secondsOf,
} from "@spillway/planner";
import { MOST_PER_SECOND, type WhenThrottled } from "@spillway/simulator";
import { cliError } from "../errors.ts";

// Read by the action, not by commander: the planner is loaded for no other command's sake.

const MOST = 1e12;
const MOST_SECONDS = 30 * 86_400;
const UNITS = "k is 1,000 and M a million; KB is 1,024 bytes, as DynamoDB counts.";

/** Reads an option's text, or says what was expected of it. */
export type ReadOption<Value> = (text: string, option: string) => Value;

/** A whole number as people write it: `--items 10M`. At most a million million, beyond which nothing is exact. */
export const wholeCount: ReadOption<number> = (text, option) => {
  const count = countOf(text);
  if (count !== undefined && count >= 1 && count <= MOST && Number.isInteger(count)) return count;
  const expected = "a whole number from 1 to 1,000,000M, such as 1000, 1.5k or 10M";
  throw invalid(option, expected, text, UNITS);
};

/**
 * Write units of a table: `--capacity 500`. At most 100 million: a table's default quota is 40,000 and can
 * be raised, to what AWS does not say.
 */
export const wholeUnits: ReadOption<number> = (text, option) => {
  const units = countOf(text);
  if (units !== undefined && units >= 1 && units <= MOST_PER_SECOND && Number.isInteger(units)) {
    return units;
  }
  throw invalid(
    option,
    "a whole number of units from 1 to 100M, such as 50, 1.5k or 40k",
    text,
    UNITS,
  );
};

/** So many a second, as people write it: `--per-second 1.5k`, `--per-second 0.5`. */
export const countPerSecond: ReadOption<number> = (text, option) => {
  const count = countOf(text);
  if (count !== undefined && count > 0 && count <= MOST_PER_SECOND) return count;
  throw invalid(option, "up to 100M a second, such as 0.5, 1000 or 1.5k", text, UNITS);
};

/** Bytes of an item: `--size 700B`, `--size 2KB`. */
export const itemBytes: ReadOption<number> = (text, option) => {
  const bytes = bytesOf(text);
  if (bytes !== undefined && bytes >= 1 && bytes <= MOST) return Math.ceil(bytes);
  throw invalid(
    option,
    "a size such as 700B, 2KB or 1KiB (KB and KiB are 1,024 bytes)",
    text,
    UNITS,
  );
};

/** A part of all: `--read-share 80%`, `--read-share 0.8`. */
export const share: ReadOption<number> = (text, option) => {
  const part = partOf(text);
  if (part !== undefined && part < 1) return part;
  throw invalid(option, "a part below all, such as 80% or 0.8", text);
};

/** A partition key and its part of the writes: `--hot-key USER#1=20%`. */
export const hotKeyShare: ReadOption<HotKeyShare> = (text, option) => {
  const at = text.lastIndexOf("=");
  const part = partOf(text.slice(at + 1));
  if (at > 0 && part !== undefined && part <= 1) return { key: text.slice(0, at), share: part };
  throw invalid(option, "a key and its part of the writes, such as USER#1=20%", text);
};

function partOf(text: string): number | undefined {
  const [, digits, percent] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits) / (percent === "%" ? 100 : 1);
}

/** A time: `--within 15m`. Seconds; at most 30 days, as long as what waits is followed. */
export const seconds: ReadOption<number> = (text, option) => {
  const found = secondsOf(text);
  if (found !== undefined && found > 0 && found <= MOST_SECONDS) return found;
  throw invalid(option, "a time of up to 30 days, such as 90s, 15m, 2h or 1d", text);
};

/** What clients do with a throttled write: `none`, `every 5s`, `every 5s for 30s`. */
export const retries: ReadOption<WhenThrottled> = (text, option) => {
  if (text.trim() === "none") return "lost";
  const [, every = "", during] = /^every\s+(\S+?)(?:\s+for\s+(\S+))?$/.exec(text.trim()) ?? [];
  const retryEverySeconds = secondsOf(every) ?? 0;
  const giveUpAfterSeconds = during === undefined ? undefined : (secondsOf(during) ?? 0);
  const times = [retryEverySeconds, giveUpAfterSeconds ?? retryEverySeconds];
  if (!times.every((time) => time > 0 && time <= MOST_SECONDS)) {
    throw invalid(option, 'none, "every 5s" or "every 5s for 30s", up to 30 days', text);
  }
  return giveUpAfterSeconds === undefined
    ? { retryEverySeconds }
    : { retryEverySeconds, giveUpAfterSeconds };
};

/** Ways of writing: `--strategies on-demand,buffered`. */
export const strategyKeys: ReadOption<readonly StrategyKey[]> = (text, option) =>
  text.split(",").map((part) => {
    const found = STRATEGIES.find((key) => key === part.trim());
    if (found !== undefined) return found;
    throw invalid(option, `some of ${STRATEGIES.join(", ")}`, text);
  });

function invalid(option: string, expected: string, text: string, hint?: string) {
  return cliError(
    "PLAN_OPTION_INVALID",
    `option ${option}: expected ${expected}; came ${JSON.stringify(text)}`,
    { hint: hint ?? "See spillway plan --help" },
  );
}
