import type { Reason } from "@spillway/errors";
import type { AttributeMap } from "@spillway/item";
import type { Clock, Deadline, Random } from "@spillway/pacing";
import type { Position, SourceDelete, SourceItem, SourceRecord } from "@spillway/records";
import type { WriteReport } from "./outcome/write-report.ts";
import type { WritePacer } from "./pace/write-pacer.ts";
import type { TargetTable, Transport, WireRequest } from "./transport/transport.ts";

/** A `SourceDelete` whose key is already in DynamoDB's wire JSON: from a queue message, an export. */
export interface SourceItemDelete {
  readonly ok: true;
  /** The item's key. Attributes beside it are left out. */
  readonly deleteItem: AttributeMap;
  readonly position: Position;
}

/** What the writer takes: a record or an item to put, one to delete, or why one could not be read. */
export type SourceEntry = SourceRecord | SourceItem | SourceDelete | SourceItemDelete;

/**
 * Where records come from, one at a time or in blocks, which cost less for many records. It is
 * pulled, never pushed: no record or block is asked for before it can be used.
 */
export type WriteSource =
  | AsyncIterable<SourceEntry | readonly SourceEntry[]>
  | Iterable<SourceEntry | readonly SourceEntry[]>;

/** A record that can never be written as it is. */
export interface RejectedOutcome {
  readonly kind: "rejected";
  readonly reason: Reason;
  readonly position: Position;
  /** A record that is wrong stays wrong. */
  readonly waitingHelps: false;
  /** What the source gave, unless it came so far as to be sent. */
  readonly source?: SourceEntry;
  /** The write that DynamoDB itself refused, if it came so far. */
  readonly write?: WireRequest;
}

/**
 * A write that was not done, and could be another time. `failed`: all attempts used up. `unsent`: the
 * run stopped first (reason `DEADLINE`, `ABORTED`, or the error that ended the run); if it was in
 * flight then, it may have been written, and writing it again does no harm.
 */
export interface UnwrittenOutcome {
  readonly kind: "failed" | "unsent";
  readonly reason: Reason;
  readonly position: Position;
  /**
   * Whether the write will likely be done if it waits and is sent again, with nobody doing anything
   * about it: it met with throttles or faults at each attempt, there was no time left, or DynamoDB was
   * out of reach. False where a person has to act, as for a table that is gone or a right that is
   * missing, and where the caller aborted the run.
   */
  readonly waitingHelps: boolean;
  readonly write: WireRequest;
}

/** What became of a record that was not written. */
export type WriteOutcome = RejectedOutcome | UnwrittenOutcome;

/**
 * How a record ended for good. `written`, `deduplicated` and `rejected` need nothing more; `failed` is
 * a write that is out of attempts; `spilled` is safe with the spill. What the run left unsent has not
 * ended.
 */
export type SettledKind = "written" | "deduplicated" | "rejected" | "failed" | "spilled";

/**
 * Takes writes that the table could not take in time, up to 100 at once: a queue that is drained later.
 *
 * @returns for each of them undefined if it is kept safe, or why it is not: it counts as failed then. If
 * the promise rejects, none is
 */
export type Spill = (writes: readonly WireRequest[]) => Promise<readonly (Reason | undefined)[]>;

/** Counts so far, for a progress line: those of the report. */
export type WriteProgress = Omit<WriteReport, "durationMs" | "errors" | "stopped">;

/** What a run of the writer needs, and how it should go about it. */
export interface WriteOptions {
  /** The way to DynamoDB, for example `sdkTransport(client)`. */
  readonly transport: Transport;
  readonly table: TargetTable;
  /** `systemClock` outside of tests. */
  readonly clock: Clock;
  /** `Math.random` outside of tests. */
  readonly random: Random;
  /**
   * Requests in flight at once, 1 or more. Default 5. `adaptive` finds it out, from 1 to 64, by how
   * quickly answers come: for a fast table far away.
   */
  readonly concurrency?: number | "adaptive";
  /** How often one write is tried, 1 or more. Default 8. */
  readonly maxAttempts?: number;
  /** Base of the back-off in milliseconds. Default 50. */
  readonly baseDelayMs?: number;
  /** Longest back-off in milliseconds. Default 20,000. */
  readonly maxDelayMs?: number;
  /** Holds writes to write units a second, such as a `CapacityPacer`. Default: as fast as the table takes them. */
  readonly pacer?: WritePacer;
  /**
   * When it passes, requests in flight are ended and the rest is reported as unsent, code `DEADLINE`;
   * with `spill` they have a second to end by themselves, and the rest is spilled.
   */
  readonly deadline?: Deadline;
  /** When it aborts, the same with code `ABORTED`. */
  readonly signal?: AbortSignal;
  /**
   * When it aborts, nothing more is sent, and requests in flight are waited for: they count as they are
   * answered, so that `written` is what is in the table, unless an answer is lost. The rest is unsent,
   * code `ABORTED`. `signal` still ends what is waited for.
   */
  readonly drain?: AbortSignal;
  /**
   * What a run that stops early does with the records it has not read yet. `report` (default) reads
   * them and reports each as unsent, so that every record of the source is accounted for; for a
   * source that is short. `leave` reads no more: they are not in the report.
   */
  readonly unread?: "report" | "leave";
  /**
   * Takes what the table does not: writes that are out of attempts, and when the deadline passes or
   * DynamoDB does not answer any more, all that is left of the source, which is read to its end then
   * whatever `unread` says. A run that is aborted or refused does not spill. Once a write of a key has
   * spilled, so does every later one of that key. The source is not read on while the spill lags behind.
   */
  readonly spill?: Spill;
  /** Called for each record that was not written nor spilled. A promise is waited for before more is read. */
  readonly onOutcome?: (outcome: WriteOutcome) => void | Promise<void>;
  /**
   * Called once for each record whose outcome is final, in the order in which they end, not that of
   * the source; a `SettledWatermark` tells up to where all have ended. When it is called for a record
   * that `onOutcome` hears of too, that call was made before.
   */
  readonly onSettled?: (position: Position, kind: SettledKind) => void;
  /**
   * Called where a record is not written since a later one of its key is: it counts as deduplicated.
   *
   * @param earlier the record that is not written
   * @param later the one that takes its place
   */
  readonly onReplaced?: (earlier: Position, later: Position) => void;
  /** Called after each answered request. */
  readonly onProgress?: (progress: WriteProgress) => void;
}
