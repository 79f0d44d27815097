import type { StrategyKey } from "../strategies/strategy-plan.ts";

/** Strategies that an assumption bears on, by what they have in common. */
export const ON_DEMAND: readonly StrategyKey[] = ["on-demand", "on-demand-maximum"];
export const SCALERS: readonly StrategyKey[] = ["scaler", "scaler-predicting"];
export const STEERED: readonly StrategyKey[] = ["auto-scaling", ...SCALERS];
export const QUEUED: readonly StrategyKey[] = ["buffered", "spillover"];
/** Those that draw on unused capacity that was kept. */
export const WITH_BURST: readonly StrategyKey[] = ["fixed", ...STEERED, "spillover", "direct"];
/** Those whose writers meet throttling, so that it matters what they do then. */
export const SENT_AT_ONCE: readonly StrategyKey[] = [...ON_DEMAND, "fixed", ...STEERED];
