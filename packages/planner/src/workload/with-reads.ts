import type { LoadPattern } from "@spillway/simulator";

/** Reads that a pattern has none of itself. Of the two at most one is set. */
export interface ReadWish {
  /** Reads a second, all the time. */
  readonly perSecond?: number;
  /** What part of the pattern's requests are reads, from 0 to 1; the rest are writes. */
  readonly share?: number;
}

/** A pattern with reads, as they were asked for. */
export function withReads(
  pattern: LoadPattern,
  { perSecond = 0, share = 0 }: ReadWish,
): LoadPattern {
  const { writes } = pattern;
  if (share > 0) {
    return {
      ...pattern,
      writes: Float64Array.from(writes, (rate) => rate * (1 - share)),
      reads: Float64Array.from(writes, (rate) => rate * share),
    };
  }
  if (perSecond === 0) return pattern;
  return { ...pattern, reads: new Float64Array(writes.length).fill(perSecond) };
}
