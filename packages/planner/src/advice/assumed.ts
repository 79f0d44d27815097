import type { StrategyKey } from "../strategies/strategy-plan.ts";
import type { Vary } from "./varied-requests.ts";

/** Something that was taken for granted, and how to plan as if it were otherwise. */
export interface Assumed {
  readonly text: string;
  readonly source: string;
  /** Default: it is no number, or none that a plan could have otherwise. */
  readonly vary?: Vary;
  /** The strategies that it makes a difference to. Default: all. */
  readonly bearsOn?: readonly StrategyKey[];
}
