import type { AttributeMap } from "@spillway/item";

/** What happened to the item. */
export type ChangeType = "insert" | "modify" | "remove";

/** Who did it: somebody who called DynamoDB, or DynamoDB itself because the item's TTL had passed. */
export type ChangedBy = "caller" | "ttl";

/** One change of one item, as every sink gets it. */
export interface ChangeEvent {
  /** DynamoDB's own id of the stream record: the same at every delivery, so that it tells repeats. */
  readonly eventId: string;
  readonly type: ChangeType;
  readonly by: ChangedBy;
  /** Name of the table. */
  readonly table: string;
  /** Region of the table. */
  readonly region: string;
  /** The item's primary key, in DynamoDB's JSON. */
  readonly keys: AttributeMap;
  /** The item before, in DynamoDB's JSON; absent for an insert, and where the stream's view leaves it out. */
  readonly oldImage?: AttributeMap;
  /** The item after, in DynamoDB's JSON; absent for a removal, and where the stream's view leaves it out. */
  readonly newImage?: AttributeMap;
  /** Names of the attributes that were added, changed or taken away, sorted; empty where an image is missing, as for an insert and a removal. */
  readonly changedAttributes: readonly string[];
  /** When, ISO 8601 in UTC: DynamoDB rounds it to the second. Order is by `sequenceNumber`, not by this. */
  readonly at: string;
  /** Place in the stream, 21 to 40 digits: a later change of the same item has a greater one. */
  readonly sequenceNumber: string;
  /** The stream's shard, where it is known: Lambda's events do not say it. */
  readonly shard?: string;
  /** What DynamoDB counts for the record, bytes. */
  readonly sizeBytes: number;
}
