import {
  formatCount,
  formatCounted,
  formatMoment,
  formatRate,
  formatSeconds,
} from "@spillway/report-page";
import type { Terminal } from "../../command-line/terminal.ts";
import { isFifo, nameOfQueue, type QueueCounts, type RedrivePair } from "./find-queues.ts";
import type { QueueRedrive, SampleMessage } from "./queue-redrive.ts";

/** What is said before it begins. */
export function startText({ from, to }: RedrivePair, { visible, hidden }: QueueCounts): string {
  const inFlight = hidden === 0 ? "" : `, and ${formatCount(hidden)} that another reader has`;
  return `${nameOfQueue(from)} → ${nameOfQueue(to)}: about ${formatCounted(visible, "message")}${inFlight}`;
}

/** The result, for a person. */
export function queueRedriveText(redrive: QueueRedrive, colours: Terminal["colours"]): string {
  const { bold, dim, red, yellow } = colours;
  const { moved, wouldMove, failed, undeleted, unreleased, seconds, dryRun } = redrive;
  const names = `${nameOfQueue(redrive.from)} → ${nameOfQueue(redrive.to)}`;
  const rate = dryRun || seconds < 1 ? "" : `, ${formatRate(moved / seconds)} a second`;
  const lines = [
    dryRun
      ? `${bold(`${formatCounted(wouldMove, "message")} would move`)}  ${names}  ${dim("(dry run: nothing was sent or deleted)")}`
      : `${bold(`${formatCounted(moved, "message")} moved`)}  ${names}  ${dim(`in ${formatSeconds(seconds)}${rate}`)}`,
    ...countLines(redrive).map((line) => `    ${line}`),
    ...redrive.samples.flatMap((sample) => sampleLines(sample, dim)),
  ];
  if (failed > 0) {
    lines.push(red(`    ${formatCount(failed)} could not be sent, and are where they were:`));
    for (const { messageId, reason } of redrive.failures) {
      lines.push(`      ${messageId}  ${reason.code}: ${reason.message}`);
    }
  }
  if (undeleted > 0) {
    lines.push(
      red(
        `    ${formatCount(undeleted)} were sent, but could not be deleted: they may be there twice`,
      ),
      ...redrive.undeletedMessages.map((id) => `      ${id}`),
    );
  }
  if (unreleased > 0) {
    lines.push(
      yellow(
        `    ${formatCount(unreleased)} could not be put back at once; they come back by themselves within the hour`,
      ),
    );
  }
  return lines.join("\n");
}

function countLines(redrive: QueueRedrive): string[] {
  const { received, skipped, failed, skippedBecause, dryRun, moved, wouldMove } = redrive;
  const lines = [
    `${formatCount(received)} received = ${formatCount(dryRun ? wouldMove : moved)} ${dryRun ? "would move" : "moved"} + ${formatCount(skipped)} skipped + ${formatCount(failed)} failed`,
  ];
  if (skippedBecause.filter > 0) {
    lines.push(`${formatCount(skippedBecause.filter)} do not match the filter`);
    if (isFifo(redrive.from)) {
      lines.push("A group's messages behind one that stays can't all be seen in a FIFO queue");
    }
  }
  if (skippedBecause.newer > 0) {
    lines.push(
      `${formatCount(skippedBecause.newer)} came while this ran, new ones or moved ones that failed again, and were left`,
    );
  }
  return lines;
}

function sampleLines(sample: SampleMessage, dim: (text: string) => string): string[] {
  const { messageId, sentAt, receiveCount, groupId, attributes, body } = sample;
  const facts = [
    messageId,
    ...(sentAt === undefined ? [] : [`sent ${formatMoment(sentAt)}`]),
    ...(receiveCount === undefined ? [] : [`received ${formatCounted(receiveCount, "time")}`]),
    ...(groupId === undefined ? [] : [`group ${groupId}`]),
    ...(attributes.length === 0 ? [] : [`attributes ${attributes.join(", ")}`]),
  ];
  return [`    ${dim(facts.join(" · "))}`, `      ${oneLine(body)}`];
}

const BODY_COLUMNS = 100;

// Control characters of a message must not reach the terminal.
function oneLine(text: string): string {
  const plain = text.replace(/[\s\p{Cc}]+/gu, " ");
  return plain.length > BODY_COLUMNS ? `${plain.slice(0, BODY_COLUMNS)}…` : plain;
}
