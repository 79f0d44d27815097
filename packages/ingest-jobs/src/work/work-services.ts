import type { LoadClients } from "@spillway/aws-clients";
import type { Clock, Random } from "@spillway/pacing";
import type { JobPlaces } from "../store/job-places.ts";
import type { KeptPacers } from "./chunk/kept-pacers.ts";

/** What is said when a job has ended. */
export interface JobNotice {
  /** JSON: id, state, table, counts, the bucket and key of the report. */
  readonly body: string;
  /** For filter policies: `state`, `table`, `job_id`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a worker is told to do how. */
export interface WorkSettings {
  /** Bytes of a chunk; of a large source more, so that it has 10,000 at most. */
  readonly chunkBytes: number;
  /** Requests in flight to the table. */
  readonly writeConcurrency: number;
  /** How often one record is tried. */
  readonly maxAttempts: number;
  /** Seconds between two checkpoints of a chunk; of a job with many chunks more. */
  readonly checkpointSeconds: number;
  /** Whether all who write a table share its pace, by items of the jobs table. */
  readonly sharePace: boolean;
}

/** All that a worker works with. */
export interface WorkServices extends Omit<JobPlaces, "clients" | "retentionDays"> {
  readonly clients: LoadClients;
  readonly settings: WorkSettings;
  /** Those of the process: several workers of one process may have the same. */
  readonly pacers: KeptPacers;
  /** Sends the notice of a job's end. */
  readonly announce: (notice: JobNotice) => Promise<void>;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: {
    info(message: string, facts: Record<string, unknown>): void;
    warn(message: string, facts: Record<string, unknown>): void;
  };
}

/** The message that a worker has, and how long it can work. */
export interface Delivery {
  /** Milliseconds since 1970 when it was sent. */
  readonly sentAtMs: number;
  readonly receiveCount: number;
  /** Keeps others from getting the message, for so many seconds from now on; as well as it can. */
  hide(seconds: number): Promise<void>;
  /** When the worker must have begun to hand on, by the clock of the services. */
  readonly handOnAtMs: number;
  /** When it must have ended its requests. */
  readonly abortAtMs: number;
}

/** What becomes of a message. */
export type Handled =
  /** It can be deleted. */
  | { readonly kind: "done"; readonly written: WrittenCounts }
  /** It has to come back after so many seconds. */
  | {
      readonly kind: "later";
      readonly seconds: number;
      readonly why: string;
      readonly written: WrittenCounts;
    };

/** What a worker did, for its metrics. */
export interface WrittenCounts {
  readonly written: number;
  readonly rejected: number;
  readonly failed: number;
  readonly spilled: number;
}

export const NOTHING_WRITTEN: WrittenCounts = { written: 0, rejected: 0, failed: 0, spilled: 0 };

/** A message that has come back so often is replaced by a new one: no queue counts it as a failure. */
export const MAX_RETURNS = 20;
/** A worker that is not heard of for so long has lost its chunk. */
export const LEASE_MS = 20_000;
/** A message is hidden so long ahead: a dead worker's comes back after it, when the lease has run out. */
export const HIDDEN_SECONDS = 30;
/** While a worker works, its message is hidden again so often, in milliseconds. */
export const HIDE_EVERY_MS = 8_000;
