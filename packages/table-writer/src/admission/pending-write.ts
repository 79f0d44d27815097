import type { WriteUnits } from "@spillway/capacity";
import type { Position } from "@spillway/records";
import type { WireRequest } from "../transport/transport.ts";

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

/**
 * Lets a write that has to wait keep nothing but itself. V8 holds text that was cut out or joined as a
 * reference to where it came from, here a whole chunk of the source; to look at all of it makes it a
 * copy. On its way that happens when it is sent, so that only those that wait need it.
 */
export function letSourceGo({ request }: PendingWrite): void {
  Buffer.byteLength(request.json);
  Number(request.key);
}
