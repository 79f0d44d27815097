/** What a number, a name or an object takes beside its text. */
const SMALL = 16;
/** What is deeper counts as small: it says how much a block holds, and no more. */
const MAX_DEPTH = 2;

/** About the bytes of a record in memory, so that a block of large ones ends early. */
export function roughBytes(value: unknown, depth = 0): number {
  if (typeof value === "string") return SMALL + value.length;
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return SMALL;
  if (value instanceof Uint8Array) return SMALL + value.byteLength;
  if (value instanceof Set) return SMALL * (1 + value.size);
  let bytes = SMALL;
  for (const inner of Object.values(value)) bytes += roughBytes(inner, depth + 1);
  return bytes;
}
