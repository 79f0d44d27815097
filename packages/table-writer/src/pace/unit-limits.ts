import {
  type Billing,
  type MaxUnits,
  maxUnits,
  ON_DEMAND_INITIAL_WRITE_UNITS,
  type TableShape,
} from "@spillway/capacity";
import type { SpillwayError } from "@spillway/errors";
import { tableWriterError } from "../errors.ts";

/** How many write units a second a run may take, on the table and on each global index. */
export type MaxWriteUnits = MaxUnits;

/**
 * The most units a second for each resource, `undefined` where there is no limit. The table stands
 * under the empty name, no index has it.
 *
 * @throws SpillwayError `MAX_WRITE_UNITS_INVALID`
 */
export function unitLimits(
  table: TableShape,
  max: MaxWriteUnits,
): ReadonlyMap<string, number | undefined> {
  const limit = maxUnits(max);
  if (limit === undefined) throw invalid(max);
  return new Map([
    ["", limit(provided(table.billing))],
    ...table.globalIndexes.map(({ name, billing }) => [name, limit(provided(billing))] as const),
  ]);
}

/**
 * The units a second at which the table, or an index by its name, is begun where it has no limit: what
 * DynamoDB says that it takes at once, and at least what a new one on demand sustains.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html
 */
export function unitsAtStart(table: TableShape, name: string): number {
  const { billing = table.billing } =
    table.globalIndexes.find((index) => index.name === name) ?? {};
  const { warmWriteUnits = 0 } = billing.mode === "on-demand" ? billing : {};
  return Math.max(ON_DEMAND_INITIAL_WRITE_UNITS, warmWriteUnits);
}

function provided(billing: Billing): number | undefined {
  if (billing.mode === "on-demand") return billing.maxWriteUnits;
  return Math.max(1, billing.writeUnits);
}

function invalid(came: number | string): SpillwayError {
  return tableWriterError(
    "MAX_WRITE_UNITS_INVALID",
    `maxWriteUnits: expected auto, a number above 0 or a percentage such as 80%; came ${came}`,
    { hint: "Leave the pacer out to write without one." },
  );
}
