import { NOTHING_REMEMBERED } from "../rules/remember.ts";
import type { ScalingMemory, ScalingStep } from "../rules/scaling-decision.ts";

/** Who changes a capacity: a wrapped client, the scaler's function, or a person by the command line. */
export type ScalingActor = "client" | "scaler" | "person";

/** A change of capacity that was made, or was refused by DynamoDB. */
export interface ScalingEvent {
  /** A time-ordered id. */
  readonly id: string;
  readonly table: string;
  readonly atMs: number;
  readonly by: ScalingActor;
  readonly steps: readonly ScalingStep[];
  /** DynamoDB's error code, where it refused. */
  readonly refused?: string;
}

/** The right to change one table's capacity: one holder at a time, and it runs out by itself. */
export interface ScalingLease {
  readonly table: string;
  readonly owner: string;
  readonly untilMs: number;
}

/** What is known of one table. */
export interface ScalingState {
  readonly memory: ScalingMemory;
  /** When an increase by any of us was last begun, in milliseconds. */
  readonly raisedAtMs?: number;
  readonly lease?: ScalingLease;
}

/**
 * Where the scaling of tables is remembered. Each call is one request, which is done whole or not at
 * all.
 */
export interface ScalingStore {
  /** What is known of a table; of one that was never scaled: an empty memory. */
  read(table: string): Promise<ScalingState>;
  /**
   * Takes the lease, if nobody has it or its time has run out. Its owner may take it again, to have
   * it for longer.
   *
   * @param nowMs the time in milliseconds since 1970
   * @returns what was known before, or undefined where another one holds it. A lease in it is one that
   *   ran out without being given back, or the owner's own
   */
  acquire(lease: ScalingLease, nowMs: number): Promise<ScalingState | undefined>;
  /**
   * Keeps the memory and gives the lease back, if it is still this one's. Without `raisedAtMs` the
   * time of the last increase stays as it is.
   *
   * @returns whether it was: otherwise nothing is changed
   */
  release(
    lease: ScalingLease,
    changed: { readonly memory: ScalingMemory; readonly raisedAtMs?: number },
  ): Promise<boolean>;
  /** Adds to the history; each is kept for 90 days. */
  record(event: ScalingEvent): Promise<void>;
  /** The history, newest first. */
  history(table: string, limit: number): Promise<readonly ScalingEvent[]>;
}

/** What is known of a table that was never scaled. */
export const NOTHING_KNOWN: ScalingState = { memory: NOTHING_REMEMBERED };
