import type { JobAnswer, JobSummaryAnswer } from "@spillway/jobs-client";
import {
  formatCount,
  formatCounted,
  formatMoment,
  formatRate,
  formatSeconds,
} from "@spillway/report-page";
import type { Terminal } from "../command-line/terminal.ts";
import { hasEnded } from "./job-state.ts";

/** How many errors a person is shown. */
const ERRORS_SHOWN = 5;

/** A job for a person to read: what became of it, or how far it is. */
export function jobText(job: JobAnswer, colours: Terminal["colours"]): string {
  const { bold, dim, red } = colours;
  const { report, reason, rejects, progress } = job;
  return [
    `${markOf(job, colours)} ${bold(`job ${job.id} ${wordOf(job)}`)} ${dim(`${job.source} → ${job.table}, ${job.strategy}`)}`,
    ...(reason === undefined ? [] : [`  ${red(reason.code)} ${reason.message}`]),
    ...(reason?.hint === undefined ? [] : [`  ${dim(reason.hint)}`]),
    ...(report === undefined ? [] : reportLines(report, red)),
    ...(hasEnded(job) ? [] : [`  ${progressText(progress)}`]),
    ...job.refusedCuts.map(({ message, count }) => dim(`  ${formatCount(count)} × ${message}`)),
    ...(rejects.files === 0 ? [] : [`  what was not written: spillway jobs rejects ${job.id}`]),
  ].join("\n");
}

/** A job that has just been accepted, or is being cancelled. */
export function summaryText(job: JobSummaryAnswer, { bold, dim }: Terminal["colours"]): string {
  return `${bold(`job ${job.id}`)} ${job.state} ${dim(`${job.source} → ${job.table}, ${job.strategy}`)}`;
}

function wordOf({ state }: JobAnswer): string {
  return state === "queued" || state === "running" ? `is ${state}` : state;
}

function markOf(job: JobAnswer, { green, red, dim }: Terminal["colours"]): string {
  if (!hasEnded(job)) return dim("…");
  return job.state === "succeeded" ? green("✔") : red("✖");
}

function reportLines(
  report: NonNullable<JobAnswer["report"]>,
  red: (text: string) => string,
): string[] {
  const { read, written, deduplicated, rejected, failed, spilled, durationMs, errors } = report;
  const seconds = durationMs / 1_000;
  const rate = seconds > 0 ? `, ${formatRate(written / seconds)} records/s` : "";
  const rows: [number, string][] = [
    [deduplicated, "deduplicated: replaced by a later record of the same key"],
    [rejected, "rejected: can't be written as they are"],
    [failed, "failed: out of attempts, or not sent before the end"],
    [spilled, "spilled: in the buffer queue"],
  ];
  return [
    `  ${formatCount(written)} of ${formatCounted(read, "record")} written in ${formatSeconds(seconds)}${rate}`,
    ...rows
      .filter(([count]) => count > 0)
      .map(([count, what]) => `  ${formatCount(count)} ${what}`),
    ...errors
      .slice(0, ERRORS_SHOWN)
      .map(({ code, message, position }) => `  ${red(code)} ${placeText(position)}: ${message}`),
  ];
}

function placeText({
  line,
  byte,
  index,
  file,
}: NonNullable<JobAnswer["report"]>["errors"][number]["position"]): string {
  const where =
    line !== undefined ? `line ${line}` : byte !== undefined ? `byte ${byte}` : `record ${index}`;
  return file === undefined ? where : `${file}, ${where}`;
}

function progressText({
  records,
  recordsPerSecond,
  secondsLeft,
  chunks,
}: JobAnswer["progress"]): string {
  return [
    formatCounted(records, "record"),
    `${formatRate(recordsPerSecond)}/s`,
    ...(secondsLeft === undefined ? [] : [`${formatSeconds(secondsLeft)} left`]),
    `${chunks.done} of ${formatCounted(chunks.total, "chunk")} done, ${chunks.running} running`,
  ].join(" · ");
}

/** The cells of a list: one job a row. */
export function listRows(jobs: readonly JobSummaryAnswer[]): string[][] {
  return jobs.map(({ id, state, table, source, strategy, createdAt, endedAt, reason }) => [
    id,
    reason === undefined ? state : `${state}: ${reason.code}`,
    table,
    strategy,
    formatMoment(createdAt),
    endedAt === undefined
      ? ""
      : formatSeconds((Date.parse(endedAt) - Date.parse(createdAt)) / 1_000),
    source,
  ]);
}
