import { type Billing, ON_DEMAND_INITIAL_WRITE_UNITS, type TableShape } from "@spillway/capacity";
import type { SpillwayError } from "@spillway/errors";
import { tableWriterError } from "../errors.ts";

/**
 * How many write units a second a run may take, on the table and on each global index:
 * - `auto`: what each has: its provisioned units, or its owner's maximum on demand; without a
 *   maximum as much as it takes, found out by trying;
 * - a number: the same, and at most so many on each;
 * - a percentage such as `80%`: that part of what each has. Above 100 % it uses saved burst.
 */
export type MaxWriteUnits = "auto" | number | `${number}%`;

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
  const limit = limiter(max);
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

function limiter(max: MaxWriteUnits): (provided: number | undefined) => number | undefined {
  if (max === "auto") return (provided) => provided;
  if (typeof max === "number") {
    if (!(max > 0 && Number.isFinite(max))) throw invalid(max);
    return (provided) => Math.min(max, provided ?? max);
  }
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(max)?.[1];
  const share = Number(percent ?? Number.NaN) / 100;
  if (!(share > 0 && Number.isFinite(share))) throw invalid(max);
  return (provided) => provided && provided * share;
}

function invalid(came: number | string): SpillwayError {
  return tableWriterError(
    "MAX_WRITE_UNITS_INVALID",
    `maxWriteUnits: expected auto, a number above 0 or a percentage such as 80%; came ${came}`,
    { hint: "Leave the pacer out to write without one." },
  );
}
