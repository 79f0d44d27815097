import type { WriteUnits } from "@spillway/capacity";
import type { Position } from "@spillway/records";
import type { WireRequest } from "./transport.ts";

/** A write from its admission until its outcome is final. */
export interface PendingWrite {
  readonly request: WireRequest;
  /** Bytes that the request adds to a batch on the wire. */
  readonly wireBytes: number;
  readonly position: Position;
  /** What it is expected to take of the table and its indexes, where a pacer wants to know. */
  units?: WriteUnits;
  /** How often it was sent. */
  sends: number;
  /** How often it was sent and not processed. A batch that was refused for another write is no failure. */
  failures: number;
}
