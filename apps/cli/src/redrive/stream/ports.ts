import type { FailureRecord, ObjectPlace } from "@spillway/change-capture";

/** Objects in which failures are kept. */
export interface FailedObjects {
  /** All there are, by their keys. */
  list(): AsyncIterable<ObjectPlace>;
  /** Undefined when there is none. */
  read(place: ObjectPlace): Promise<FailedObject | undefined>;
  delete(place: ObjectPlace): Promise<void>;
}

export interface FailedObject {
  readonly text: string;
  /** When a lifecycle rule takes it away, ISO 8601. */
  readonly expiresAt: string | undefined;
}

/** What an invocation with records to replay came to. */
export type Outcome =
  | { readonly kind: "done" }
  /** This one and all after it are not done. */
  | { readonly kind: "failed-from"; readonly place: number; readonly error: string };

/** The function that processes the stream's records. */
export interface Processor {
  /** @throws what kept it from being invoked */
  replay(records: readonly unknown[], id: string): Promise<Outcome>;
}

/** A part of a shard that was read. */
export interface ReadRange {
  /** As Lambda hands them over, in order. */
  readonly records: readonly unknown[];
  /** What the stream no longer has; undefined when it has all. */
  readonly lost: LostRange | undefined;
}

export interface LostRange {
  readonly shardId: string;
  readonly fromSequenceNumber: string;
  /** The last one; those from the first that the stream still has on are not lost. */
  readonly toSequenceNumber: string;
  /** The first that the stream still has; undefined when it has none of the range. */
  readonly stillThereFrom: string | undefined;
  /** When the changes of the range were made, ISO 8601. */
  readonly firstAt: string | undefined;
  readonly lastAt: string | undefined;
  /** How many changes are lost. */
  readonly changes: number;
  /** Why: `trimmed`, or that the shard or stream is gone. */
  readonly because: "trimmed" | "gone";
}

/** The stream, while it still has what was given up. */
export interface StreamReader {
  read(record: FailureRecord): Promise<ReadRange>;
}
