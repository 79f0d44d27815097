import {
  formatCount,
  formatCounted,
  formatMoment,
  formatRate,
  formatSeconds,
} from "@spillway/report-page";
import type { Terminal } from "../../command-line/terminal.ts";
import type { LostRange } from "./ports.ts";
import type { FailureReport, StreamRedrive } from "./stream-redrive.ts";

type Colours = Terminal["colours"];

const MOST_SHOWN = 50;

/** The result, for a person. */
export function streamRedriveText(redrive: StreamRedrive, colours: Colours, nowMs: number): string {
  const { bold, dim, red, yellow } = colours;
  const { found, replayed, records, failed, lost, unreadable, left, dryRun, seconds } = redrive;
  const rate = seconds < 1 ? "" : `, ${formatRate(records / seconds)} a second`;
  const lines = [
    dryRun
      ? `${bold(formatCounted(found, "failure"))}  ${redrive.sources.join(", ")}  ${dim("(dry run: nothing was replayed)")}`
      : `${bold(`${formatCounted(replayed, "failure")} replayed`)}, ${formatCounted(records, "record")}  ${dim(`in ${formatSeconds(seconds)}${rate}`)}`,
  ];
  if (!dryRun) {
    lines.push(
      `    ${formatCount(found)} found = ${formatCount(replayed)} replayed + ${formatCount(failed)} failed again + ${formatCount(lost)} lost + ${formatCount(unreadable)} unreadable + ${formatCount(left)} left`,
    );
  }
  for (const failure of redrive.failures.slice(0, MOST_SHOWN)) {
    lines.push(...failureLines(failure, colours, nowMs));
  }
  if (redrive.failures.length > MOST_SHOWN) {
    lines.push(
      dim(`    and ${formatCount(failed + lost + left - MOST_SHOWN)} more; --json has them`),
    );
  }
  for (const { id, reason } of redrive.unreadableFailures.slice(0, MOST_SHOWN)) {
    lines.push("", `    ${id}`, red(`      can't be read: ${reason.message}`));
  }
  if (lost > 0) {
    lines.push("", `    ${LOST_HINT}`);
  }
  if (!redrive.complete && redrive.stopped === undefined) {
    lines.push("", yellow("    There is more than one run takes: redrive again."));
  }
  if (redrive.hidden > 0) {
    lines.push(
      "",
      yellow(
        `    ${formatCounted(redrive.hidden, "message")} could not be seen: another reader has them, or a run that was killed.`,
      ),
      yellow("    They come back within two minutes of such a run; redrive again then."),
    );
  }
  return lines.join("\n");
}

const LOST_HINT =
  'A stream keeps its records for 24 hours, and a queue gets only their place. With failure_destination = "s3" the records themselves are kept.';

function failureLines(failure: FailureReport, colours: Colours, nowMs: number): string[] {
  const { dim, red, yellow } = colours;
  const { condition, error, records, firstAt, failedAt, keptUntil, hasRecords } = failure;
  const facts = [
    formatCounted(records, "record"),
    ...(firstAt === undefined ? [] : [`of ${ageText(firstAt, nowMs)} ago`]),
    error === undefined ? condition : `${condition} (${oneLine(error)})`,
    ...(failedAt === undefined ? [] : [`given up at ${formatMoment(failedAt)}`]),
  ];
  const lines = ["", `    ${failure.id}`, `      ${facts.join(" · ")}`];
  if (failure.status === "left") {
    const what = hasRecords ? "records are kept" : "only its place in the stream is kept";
    const isOver = keptUntil !== undefined && Date.parse(keptUntil) <= nowMs;
    const until = keptUntil === undefined ? "" : `, until ${formatMoment(keptUntil)}`;
    lines.push(isOver ? red(`      ${what}${until}: over`) : dim(`      ${what}${until}`));
  }
  for (const { sequenceNumber, error: why } of failure.failedRecords ?? []) {
    lines.push(red(`      failed again: ${sequenceNumber ?? "a record"}: ${oneLine(why)}`));
  }
  if (failure.untried !== undefined && failure.untried > 0) {
    lines.push(yellow(`      not tried: ${formatCount(failure.untried)} behind`));
  }
  if (failure.lostRange !== undefined) lines.push(red(`      ${lostText(failure.lostRange)}`));
  return lines;
}

/** What can no longer be had, with all that is known of it. */
function lostText(lost: LostRange): string {
  const { shardId, fromSequenceNumber, toSequenceNumber, stillThereFrom, firstAt, lastAt } = lost;
  const end =
    stillThereFrom === undefined ? `to ${toSequenceNumber}` : `up to before ${stillThereFrom}`;
  const times =
    firstAt === undefined || lastAt === undefined
      ? ""
      : `, made from ${formatMoment(firstAt)} to ${formatMoment(lastAt)},`;
  const why =
    lost.because === "gone" ? "the shard or the stream is gone" : "the stream has let go of them";
  return `${formatCounted(lost.changes, "change")} of ${shardId} from ${fromSequenceNumber} ${end}${times} can no longer be had: ${why}`;
}

function ageText(iso: string, nowMs: number): string {
  return formatSeconds(Math.max(0, Math.round((nowMs - Date.parse(iso)) / 1_000)));
}

const ERROR_COLUMNS = 200;

// Control characters of what others wrote must not reach the terminal.
function oneLine(text: string): string {
  const plain = text.replace(/[\s\p{Cc}]+/gu, " ");
  return plain.length > ERROR_COLUMNS ? `${plain.slice(0, ERROR_COLUMNS)}…` : plain;
}
