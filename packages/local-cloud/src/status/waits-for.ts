import type { QueueStatus } from "./status-document.ts";

export interface WaitingMapping {
  readonly enabled: boolean;
  readonly problem?: string | undefined;
  /** Of the queue. */
  readonly level: Pick<QueueStatus, "visible" | "inFlight" | "delayed">;
}

/** Says in a few words what an event source mapping waits for. */
export function waitsFor({ enabled, problem, level }: WaitingMapping): string {
  if (!enabled) return "being enabled";
  if (problem !== undefined) return "the end of its problem, which it looks for again and again";
  const { visible, inFlight, delayed } = level;
  if (inFlight > 0) return `the end of its batches: ${messages(inFlight)} in flight`;
  if (visible > 0) return `its next batch: ${messages(visible)} visible`;
  return delayed > 0
    ? `${messages(delayed)} that ${delayed === 1 ? "is" : "are"} delayed`
    : "messages";
}

const messages = (count: number) => `${count} ${count === 1 ? "message" : "messages"}`;
