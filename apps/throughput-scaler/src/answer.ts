import type { NotSteered, ScalingStep } from "@spillway/throughput-scaling";
import type { Run } from "./run.ts";
import type { Steered } from "./steer-table.ts";

/** What became of one table. */
export interface TableAnswer {
  readonly outcome: Steered["outcome"] | NotSteered | "failed" | "no time left";
  readonly steps?: readonly ScalingStep[];
  /** What failed. */
  readonly message?: string;
}

/** What the function answers: every table that the event asked for. */
export interface Answer {
  readonly run: Run["kind"];
  readonly tables: Readonly<Record<string, TableAnswer>>;
}
