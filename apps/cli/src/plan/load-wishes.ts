import type { LoadFacts, ReadWish } from "@spillway/planner";
import { cliError } from "../errors.ts";
import { countPerSecond, hotKeyShare, itemBytes, share, wholeCount } from "./plan-option-values.ts";
import type { PlanOptions } from "./plan-options.ts";
import type { WhichLoad } from "./which-load.ts";

/** The numbers that the options say of a load. */
export interface LoadWishes {
  readonly facts: Omit<LoadFacts, "table">;
  readonly items?: number;
  readonly perSecond?: number;
  readonly days?: number;
}

/** CloudWatch keeps minutes for 15 days. */
const MOST_DAYS_OF_HISTORY = 15;

/**
 * Reads the numbers of a load's options, before anything else is read.
 *
 * @throws PLAN_OPTION_INVALID
 */
export function loadWishes(options: PlanOptions, load: WhichLoad): LoadWishes {
  const reads: ReadWish = defined({
    perSecond: optional(options.readsPerSecond, "--reads-per-second", countPerSecond),
    share: optional(options.readShare, "--read-share", share),
  });
  const days = optional(options.days, "--days", wholeCount);
  if (load.kind === "history" && days !== undefined && days > MOST_DAYS_OF_HISTORY) {
    throw cliError(
      "PLAN_OPTION_INVALID",
      `option --days: expected at most ${MOST_DAYS_OF_HISTORY} with --from-table; came ${days}`,
      { hint: "CloudWatch keeps minutes for 15 days." },
    );
  }
  return {
    facts: {
      reads,
      ...defined({
        itemBytes: optional(options.size, "--size", itemBytes),
        consistentReads: options.consistent,
        hotKeys: options.hotKey?.map((text) => hotKeyShare(text, "--hot-key")),
        isOnce: options.once,
      }),
    },
    ...defined({
      items: optional(options.items, "--items", wholeCount),
      perSecond: optional(options.perSecond, "--per-second", countPerSecond),
      days,
    }),
  };
}

function optional<Value>(
  text: string | undefined,
  option: string,
  read: (text: string, option: string) => Value,
): Value | undefined {
  return text === undefined ? undefined : read(text, option);
}

/** What of an object is not undefined. */
export function defined<Fields extends object>(
  fields: Fields,
): { readonly [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as ReturnType<typeof defined<Fields>>;
}
