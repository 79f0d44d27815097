import { v7 } from "uuid";

/**
 * A unique id that sorts by the millisecond it was made in (UUID version 7).
 *
 * @param nowMs milliseconds since 1970; default: now
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7
 * @example
 * timeOrderedId(1_700_000_000_000); // → "018bcfe5-6800-7…"
 */
export function timeOrderedId(nowMs: number = Date.now()): string {
  return v7({ msecs: Math.floor(nowMs) });
}
