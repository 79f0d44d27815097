import type { JobAnswer } from "@spillway/jobs-client";
import { formatCount, formatRate, formatSeconds } from "@spillway/report-page";
import type { Progress } from "../command-line/progress-line.ts";
import { hasEnded } from "./job-state.ts";

/** How far a job is, for the bar. */
export function progressOf(job: JobAnswer): Progress {
  const { progress, state, report } = job;
  const { records, bytes, totalBytes, recordsPerSecond, secondsLeft, chunks } = progress;
  const missed = (report?.rejected ?? 0) + (report?.failed ?? 0);
  return {
    share: shareDone(bytes, totalBytes),
    words: [
      state === "running"
        ? `${formatCount(records)} records`
        : `${state}, ${formatCount(records)} records`,
      ...(recordsPerSecond > 0 ? [`${formatRate(recordsPerSecond)}/s`] : []),
      ...(missed > 0 ? [`${formatCount(missed)} not written`] : []),
      ...(secondsLeft !== undefined && !hasEnded(job)
        ? [`${formatSeconds(secondsLeft)} left`]
        : []),
      ...(chunks.total > 0
        ? [`${chunks.done} of ${chunks.total} chunks, ${chunks.running} running`]
        : []),
    ],
  };
}

function shareDone(bytes: number, totalBytes: number | undefined): number | undefined {
  return totalBytes === undefined || totalBytes === 0 ? undefined : bytes / totalBytes;
}
