import type { ErrorClass, Reason } from "@spillway/errors";
import type { DeadLetter } from "./dead-letter.ts";

/**
 * What a redrive of a queue came to. Each message that it received counts once:
 * `received = moved + wouldMove + skipped + failed`.
 */
export interface QueueRedrive {
  /** URL of the dead-letter queue. */
  readonly from: string;
  /** URL of the queue that the messages go to. */
  readonly to: string;
  readonly dryRun: boolean;
  readonly received: number;
  /** Sent to the other queue. */
  readonly moved: number;
  /** Dry run: what matches. */
  readonly wouldMove: number;
  readonly skipped: number;
  readonly skippedBecause: {
    /** It does not match the filter. */
    readonly filter: number;
    /** It was sent after the run had begun: a moved one that failed again, or a new one. */
    readonly newer: number;
  };
  /** Could not be sent; they are in the dead-letter queue. */
  readonly failed: number;
  /** Of the moved ones: could not be deleted after, so they may be there twice. */
  readonly undeleted: number;
  /** Of those that stay: could not be put back at once, and come back by themselves. */
  readonly unreleased: number;
  /** The first few that failed, were not deleted, or would move. */
  readonly failures: readonly FailedMessage[];
  readonly undeletedMessages: readonly string[];
  readonly samples: readonly SampleMessage[];
  /** Whether the queue was looked through, or the limit was reached. */
  readonly complete: boolean;
  /** What ended it before. */
  readonly stopped?: Reason & { readonly errorClass: ErrorClass; readonly hint?: string };
  readonly seconds: number;
}

export interface FailedMessage {
  readonly messageId: string;
  readonly reason: Reason;
}

/** A message in short. */
export interface SampleMessage {
  readonly messageId: string;
  /** ISO 8601; SQS keeps the moment of the first queue, but for FIFO queues. */
  readonly sentAt?: string;
  readonly receiveCount?: number;
  readonly groupId?: string;
  /** Names of the sender's attributes. */
  readonly attributes: readonly string[];
  /** The first 300 characters. */
  readonly body: string;
}

const BODY_CHARACTERS = 300;

export function sampleOf({ id, body, system, attributes }: DeadLetter): SampleMessage {
  const { SentTimestamp, ApproximateReceiveCount, MessageGroupId } = system;
  return {
    messageId: id,
    ...(SentTimestamp === undefined
      ? {}
      : { sentAt: new Date(Number(SentTimestamp)).toISOString() }),
    ...(ApproximateReceiveCount === undefined
      ? {}
      : { receiveCount: Number(ApproximateReceiveCount) }),
    ...(MessageGroupId === undefined ? {} : { groupId: MessageGroupId }),
    attributes: Object.keys(attributes).toSorted(),
    body: body.slice(0, BODY_CHARACTERS),
  };
}
