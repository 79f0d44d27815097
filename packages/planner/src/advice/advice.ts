import type { StrategyKey } from "../strategies/strategy-plan.ts";

/** What is recommended. */
export interface Advice {
  readonly strategy: StrategyKey;
  /** Two sentences: what to do with what it gives, and what the next best would be or what to watch. */
  readonly sentences: readonly [string, string];
}

/** A hot key, and what cures it. */
export interface HotKeyAdvice {
  /** The index's name; default: the table. */
  readonly index?: string;
  readonly key: string;
  readonly share: number;
  /** Units a second that are asked of its partition at the peak. */
  readonly peakUnits: number;
  /** Over how many sort of keys it has to be spread, so that no partition is asked for more than 1,000 units. 1: it is no problem. */
  readonly shards: number;
}

/** Something that was taken for granted. */
export interface Assumption {
  readonly text: string;
  /** A page, a price list with its date, or the option or measurement that it comes from. */
  readonly source: string;
  /** How far the answer moves if it is wrong by a fifth, see `weighAssumptions`; none where that can't be said in numbers. */
  readonly sensitivity?: {
    /** `more` and `less`: the recommended strategy, with the capacity that is recommended, and the number a fifth higher and lower. */
    readonly dollarsOfMonth: { readonly less: number; readonly more: number };
    readonly throttledWrites: { readonly less: number; readonly more: number };
    readonly completeSeconds: { readonly less: number | null; readonly more: number | null };
    /** Whether another strategy would be recommended; left out where it would take long to find out. */
    readonly changesAdvice?: boolean;
  };
}
