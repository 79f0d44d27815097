import type { Difference } from "./difference.ts";

/** A difference that is meant, or that can't be helped. */
export interface DocumentedDifference {
  readonly name: string;
  readonly reason: string;
  /** As narrow as it can be: anything else must still be found. */
  readonly fits: (difference: Difference) => boolean;
}

/**
 * Where the proxy may answer otherwise than the engine. The run fails on any other difference, and
 * also when one of these no longer occurs.
 */
export const DOCUMENTED_DIFFERENCES: readonly DocumentedDifference[] = [];
