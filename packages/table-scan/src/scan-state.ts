import type { AttributeMap } from "@spillway/item";
import { tableScanError } from "./errors.ts";
import type { ScanQuery } from "./scan-query.ts";

/** JSON, as a checkpoint keeps it. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * Where a scan goes on: JSON, to be kept and given back as it is.
 *
 * `scan` tells one scan from another, and `segments` says of each where it goes on: after a key in
 * wire JSON, at its `begin`, or nowhere, as it is `done`.
 */
export interface ScanState {
  readonly scan: { readonly [name: string]: Json };
  readonly segments: readonly SegmentPlace[];
}

/** Where a segment goes on: after the last key that was read, in wire JSON. */
export type SegmentPlace = "begin" | "done" | AttributeMap;

/** The state of a scan that has not begun. */
export function scanBegin(query: ScanQuery, segments: number): ScanState {
  return { scan: identityOf(query), segments: Array.from({ length: segments }, () => "begin") };
}

/** Whether nothing is left to be read. */
export function isScanDone({ segments }: ScanState): boolean {
  return segments.every((place) => place === "done");
}

/**
 * Holds what was kept to the scan that is to go on from it.
 *
 * @throws SpillwayError `SCAN_STATE_INVALID` for what is none, `SCAN_STATE_OF_ANOTHER` naming what differs
 */
export function scanStateFor(query: ScanQuery, kept: unknown): ScanState {
  if (!isState(kept)) {
    throw tableScanError(
      "SCAN_STATE_INVALID",
      "expected where a scan goes on; came something else",
      {
        hint: "Begin the scan anew.",
      },
    );
  }
  const identity = identityOf(query);
  for (const name of new Set([...Object.keys(kept.scan), ...Object.keys(identity)])) {
    const [was, is] = [JSON.stringify(kept.scan[name]), JSON.stringify(identity[name])];
    if (was === is) continue;
    throw tableScanError(
      "SCAN_STATE_OF_ANOTHER",
      `expected where the same scan goes on; its ${name} was ${was ?? "nothing"} and is ${is ?? "nothing"}`,
      { hint: "Ask for the same as before, or begin anew." },
    );
  }
  return kept;
}

/** What tells a scan from another. How consistently it reads does not: its pages are the same. */
function identityOf(query: ScanQuery): ScanState["scan"] {
  const { table, index, filter, projection, names, values } = query;
  const given = Object.entries({ table, index, filter, projection, names, values });
  return JSON.parse(JSON.stringify(Object.fromEntries(given)));
}

function isState(value: unknown): value is ScanState {
  if (typeof value !== "object" || value === null) return false;
  const { scan, segments } = value as Partial<Record<keyof ScanState, unknown>>;
  if (typeof scan !== "object" || scan === null) return false;
  return Array.isArray(segments) && segments.length > 0 && segments.every(isPlace);
}

function isPlace(place: unknown): place is SegmentPlace {
  if (place === "begin" || place === "done") return true;
  return typeof place === "object" && place !== null && !Array.isArray(place);
}
