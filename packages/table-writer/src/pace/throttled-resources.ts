import type { Throttle } from "@spillway/aws";
import { remedyFor } from "@spillway/capacity";

/** From this part of its rate on, a resource is taken to be what throttled, where no reason is given. */
const NEAR_ITS_RATE = 0.8;

/** The name by which a throttle's resource is known here: an index's own, the table's is empty. */
function resourceName({ reason, resource = "" }: Throttle, names: Iterable<string>): string {
  const index = /\/index\/([^/]+)$/.exec(resource)?.[1];
  const known = new Set(names);
  if (index !== undefined && known.has(index)) return index;
  const indexes = [...known].filter((name) => name !== "");
  // Without an ARN an index can only be told if there is one.
  return reason.startsWith("Index") && indexes.length === 1 ? (indexes[0] ?? "") : "";
}

/** The resources that a throttle's reasons tell to slow down as a whole. */
export function slowedByReason(throttles: readonly Throttle[], names: Iterable<string>): string[] {
  const known = [...names];
  return throttles.flatMap((throttle) => {
    const remedy = remedyFor(throttle.reason);
    if (remedy === undefined) return known;
    return remedy.slow === "all" ? [resourceName(throttle, known)] : [];
  });
}

/** The resources of which DynamoDB says that a partition key is hot. */
export function blamedKeys(throttles: readonly Throttle[], names: Iterable<string>): string[] {
  const known = [...names];
  const ofKeys = throttles.filter(({ reason }) => remedyFor(reason)?.slow === "key");
  return ofKeys.map((throttle) => resourceName(throttle, known));
}

/**
 * The resources that likely sent writes back without a reason: those near their rate, or else the
 * one that is nearest to it.
 *
 * @param use of each resource the part of its rate that went through
 */
export function slowedByUse(use: ReadonlyMap<string, number>): string[] {
  const near = [...use].filter(([, part]) => part >= NEAR_ITS_RATE);
  if (near.length > 0) return near.map(([name]) => name);
  const [nearest] = [...use].sort(([, one], [, other]) => other - one);
  return nearest === undefined ? [] : [nearest[0]];
}
