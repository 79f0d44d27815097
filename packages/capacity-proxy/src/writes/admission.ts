import {
  type Claim,
  type MeasuredUnits,
  type Refusal,
  refusalByResource,
  type TableMeter,
  takeAll,
} from "@spillway/capacity";
import type { WriteRequest } from "./write-request.ts";

/** A write with what it costs and the meter of its table. */
export interface MeteredWrite extends MeasuredUnits {
  readonly request: WriteRequest;
  readonly meter: TableMeter;
}

/** A write that was refused, and why: one refusal for each table or index that refused it. */
export interface RefusedWrite {
  readonly write: MeteredWrite;
  readonly refusals: readonly Refusal[];
}

/** What became of the writes of a request. */
export interface Admission {
  readonly admitted: readonly MeteredWrite[];
  readonly refused: readonly RefusedWrite[];
}

/** What a write needs of the limits of its table and indexes. */
export function claimsOf(write: MeteredWrite): readonly Claim[] {
  return write.meter.writeClaims(write);
}

/**
 * Decides the writes of a request one by one and in order: each takes all that it needs or nothing.
 * A later, smaller write may go through where an earlier one did not.
 */
export function admitEach(nowMs: number, writes: readonly MeteredWrite[]): Admission {
  const admitted: MeteredWrite[] = [];
  const refused: RefusedWrite[] = [];
  for (const write of writes) {
    const short = takeAll(nowMs, claimsOf(write));
    if (short.length === 0) admitted.push(write);
    else refused.push({ write, refusals: refusalByResource(short) });
  }
  return { admitted, refused };
}

/**
 * Decides the writes of a transaction: all or none. The writes that needed a limit that could not
 * give enough are the refused ones; the others are neither admitted nor refused.
 */
export function admitTogether(nowMs: number, writes: readonly MeteredWrite[]): Admission {
  const claims = new Map(writes.map((write) => [write, claimsOf(write)]));
  const short = takeAll(nowMs, [...claims.values()].flat());
  if (short.length === 0) return { admitted: writes, refused: [] };
  const names = new Set(short.map((limit) => limit.name));
  const isShort = ({ limit }: Claim) => names.has(limit.name);
  const refused = [...claims]
    .filter(([, own]) => own.some(isShort))
    .map(([write, own]) => ({
      write,
      refusals: refusalByResource(own.filter(isShort).map((claim) => claim.limit)),
    }));
  return { admitted: [], refused };
}
