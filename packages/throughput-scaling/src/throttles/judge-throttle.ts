import { PARTITION_WRITE_UNITS, TABLE_RESOURCE, type ThrottlingCause } from "@spillway/capacity";
import type { DescribedTable } from "../control/described-table.ts";
import type { Access } from "../rules/scaling-decision.ts";
import { units } from "../rules/units-of.ts";
import { TABLE_OR_INDEX, type ThrottledPart } from "./throttle.ts";

/** Whether more capacity of a part would help. */
export type Judgement =
  | { readonly kind: "capacity"; readonly resource: string; readonly access: Access }
  | {
      readonly kind: "not capacity";
      readonly cause: Exclude<ThrottlingCause, "ProvisionedThroughputExceeded">;
      readonly part: ThrottledPart;
    }
  | { readonly kind: "unknown"; readonly part: ThrottledPart };

/** Units a second that were consumed of a table or index lately; undefined where nothing is known. */
export interface Consumption {
  /** By this process alone. */
  readonly own: (resource: string, access: Access) => number | undefined;
  /** By everybody. */
  readonly all: (resource: string, access: Access) => number | undefined;
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
const PARTITION_READ_UNITS = 3_000;
/** From this share of its capacity on, a throttled table or index is taken to lack capacity. */
const USED_UP_SHARE = 0.8;

/**
 * Judges a throttled part: by DynamoDB's reason where it told one, else by holding consumption against
 * capacity.
 *
 * Without a reason: a table or index with no more capacity than one partition gives can't have a hot
 * partition before it lacks capacity. Above that, it lacks capacity if most of it was consumed; if it
 * was not by everybody's consumption, a partition is hot; and where only a part of the consumption is
 * known, nothing is.
 */
export function judgeThrottle(
  part: ThrottledPart,
  table: DescribedTable,
  consumption: Consumption,
): readonly Judgement[] {
  const { cause, access } = part;
  if (cause === "not known here") return [{ kind: "unknown", part }];
  if (cause !== undefined && cause !== "ProvisionedThroughputExceeded") {
    return [{ kind: "not capacity", cause, part }];
  }
  if (cause !== undefined && typeof part.resource === "string") {
    return [{ kind: "capacity", resource: part.resource, access }];
  }
  return candidates(part, table, consumption).map((resource): Judgement => {
    if (unitsOf(table, resource, access) <= partitionUnits(access)) {
      return { kind: "capacity", resource, access };
    }
    if (usedShare(table, resource, access, consumption) >= USED_UP_SHARE) {
      return { kind: "capacity", resource, access };
    }
    const seen = { ...part, resource };
    return consumption.all(resource, access) === undefined
      ? { kind: "unknown", part: seen }
      : { kind: "not capacity", cause: "KeyRangeThroughputExceeded", part: seen };
  });
}

/** What may have throttled: of those that are not told apart what is used up, else what has the least capacity. */
function candidates(
  { resource, access }: ThrottledPart,
  table: DescribedTable,
  consumption: Consumption,
): readonly string[] {
  // DynamoDB's reasons name a global index; a command may name a local one, which shares its table's capacity.
  if (typeof resource === "string") {
    return [table.resources.has(resource) ? resource : TABLE_RESOURCE];
  }
  const all = [...table.resources.keys()].filter(
    (name) => resource === TABLE_OR_INDEX || name !== TABLE_RESOURCE,
  );
  const usedUp = all.filter((name) => usedShare(table, name, access, consumption) >= USED_UP_SHARE);
  if (usedUp.length > 0) return usedUp;
  const least = Math.min(...all.map((name) => unitsOf(table, name, access)));
  return all.filter((name) => unitsOf(table, name, access) === least);
}

function usedShare(
  table: DescribedTable,
  resource: string,
  access: Access,
  { all, own }: Consumption,
): number {
  const used = Math.max(all(resource, access) ?? 0, own(resource, access) ?? 0);
  return used / Math.max(1, unitsOf(table, resource, access));
}

function unitsOf(table: DescribedTable, resource: string, access: Access): number {
  return table.resources.get(resource)?.provisioned[units(access)] ?? 0;
}

function partitionUnits(access: Access): number {
  return access === "read" ? PARTITION_READ_UNITS : PARTITION_WRITE_UNITS;
}
