import type { JobSummaryAnswer } from "@spillway/jobs-client";
import { EXIT, type ExitCode } from "../command-line/exit-codes.ts";

const ENDS: ReadonlySet<JobSummaryAnswer["state"]> = new Set([
  "succeeded",
  "succeeded with rejects",
  "failed",
  "cancelled",
]);

/** Whether nothing more becomes of a job. */
export function hasEnded({ state }: Pick<JobSummaryAnswer, "state">): boolean {
  return ENDS.has(state);
}

/** What waiting for a job ends with: 0 only where every record was written. */
export function exitCodeOfJob({ state }: Pick<JobSummaryAnswer, "state">): ExitCode {
  return state === "succeeded" ? EXIT.ok : EXIT.incomplete;
}
