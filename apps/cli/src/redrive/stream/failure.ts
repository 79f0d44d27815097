import type { FailureRecord, ObjectPlace } from "@spillway/change-capture";
import type { Reason } from "@spillway/errors";
import type { Receipt } from "../queue/dead-letter.ts";

/** Where a failure is written down. */
export type FailurePlace =
  | { readonly kind: "object"; readonly object: ObjectPlace }
  | { readonly kind: "message"; readonly messageId: string };

/** Records of a stream that were given up together, to be replayed together. */
export interface Failure {
  /** `s3://bucket/key`, or `message <id>`. */
  readonly id: string;
  readonly place: FailurePlace;
  /** Without the records where they are in an object: that is read again when its turn comes. */
  readonly record: FailureRecord;
  /** Whether the records themselves are kept, not only their place in the stream. */
  readonly hasRecords: boolean;
  /** From when on the records can no longer be had, ISO 8601; undefined where that is not known. */
  readonly keptUntil: string | undefined;
}

/** A message that is held, and the failures that it tells of. */
export interface HeldMessage extends Receipt {
  /** Ids of failures; when all are done the message is deleted. */
  readonly failures: Set<string>;
}

/** What was found, and can't be read as a failure. */
export interface UnreadableFailure {
  readonly id: string;
  readonly reason: Reason;
}

export function idOfObject({ bucket, key }: ObjectPlace): string {
  return `s3://${bucket}/${key}`;
}
