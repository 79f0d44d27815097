import type { LoadPattern } from "@spillway/simulator";
import type { HotKeyShare } from "./hot-key-share.ts";

/** What one write, and one read, takes of the table and its indexes, in the mean. */
export interface ItemProfile {
  /** Bytes of an item by DynamoDB's rules. */
  readonly bytes: number;
  /** Write units of the table. */
  readonly writeUnits: number;
  /** Write units of each global index that is written, by its name: a sparse one's mean may be below 1. */
  readonly indexWriteUnits: Readonly<Record<string, number>>;
  /** Read units of the table for one read. */
  readonly readUnits: number;
  /** Bytes that table and indexes hold of an item together, 100 for each entry included, where storage counts. */
  readonly storedBytes: number;
}

interface WorkloadFacts {
  /** As results name it: `users.csv`, `daily`, `black-friday 1000 → 100000`. */
  readonly name: string;
  /** Where its numbers come from, one fact each: `measured in users.csv: 10,000,000 records`. */
  readonly sources: readonly string[];
  readonly item: ItemProfile;
  /** Keys that take a large share of the writes, the largest first; of the table and its indexes. */
  readonly hotKeys: readonly HotKeyShare[];
}

/** Writes, and reads, that come by time, whether the table can take them or not. */
export interface Traffic extends WorkloadFacts {
  readonly kind: "traffic";
  readonly pattern: LoadPattern;
  /** Whether the pattern comes again and again, so that a month is made of it; else it comes once. */
  readonly isRecurring: boolean;
}

/** Items that are all there from the start and are written as fast as the table takes them: a file. */
export interface Bulk extends WorkloadFacts {
  readonly kind: "bulk";
  readonly items: number;
  /** Bytes of the source, uncompressed, where there is one: what an import from S3 is billed for. */
  readonly sourceBytes?: number;
}

export type Workload = Traffic | Bulk;
