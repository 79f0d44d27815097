import type { SourceSnapshot } from "../event-sources/mappings/source.ts";
import type { QueueStatus } from "./status-document.ts";

export interface WaitingMapping {
  readonly enabled: boolean;
  readonly problem?: string | undefined;
  /** Of the queue; undefined where the source is a stream. */
  readonly level: Pick<QueueStatus, "visible" | "inFlight" | "delayed"> | undefined;
  /** How the source gets on, while it is enabled. */
  readonly running: Pick<SourceSnapshot, "batchesInFlight" | "recordsWaiting"> | undefined;
}

/** Says in a few words what an event source mapping waits for. */
export function waitsFor({ enabled, problem, level, running }: WaitingMapping): string {
  if (!enabled) return "being enabled";
  if (problem !== undefined) return "the end of its problem, which it looks for again and again";
  return level === undefined ? changesFor(running) : messagesFor(level);
}

function messagesFor({ visible, inFlight, delayed }: NonNullable<WaitingMapping["level"]>): string {
  if (inFlight > 0) return `the end of its batches: ${counted(inFlight, "message")} in flight`;
  if (visible > 0) return `its next batch: ${counted(visible, "message")} visible`;
  return delayed > 0
    ? `${counted(delayed, "message")} that ${delayed === 1 ? "is" : "are"} delayed`
    : "messages";
}

function changesFor(running: WaitingMapping["running"]): string {
  const { batchesInFlight = 0, recordsWaiting = 0 } = running ?? {};
  const waiting = `${counted(recordsWaiting, "record")} read`;
  if (batchesInFlight > 0) {
    const batches = batchesInFlight === 1 ? "batch" : "batches";
    const more = recordsWaiting > 0 ? `, ${waiting} behind` : "";
    return `the end of ${batchesInFlight} ${batches}${more}`;
  }
  return recordsWaiting > 0 ? `its next batch: ${waiting}` : "changes";
}

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? "" : "s"}`;
