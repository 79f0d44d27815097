import {
  type Billing,
  type MaxUnits,
  maxUnits,
  ON_DEMAND_INITIAL_READ_UNITS,
  type TableShape,
} from "@spillway/capacity";
import { tableScanError } from "../errors.ts";

/** How many read units a second a scan may take, and what it begins with where nothing limits it. */
export interface ReadLimit {
  /** Undefined for none. */
  readonly ceiling: number | undefined;
  /** What a table on demand gives at once. */
  readonly start: number;
}

/**
 * The read units a second of a table or one of its indexes. A local index reads from the table's.
 *
 * @throws SpillwayError `MAX_READ_UNITS_INVALID`, `SCAN_INDEX_UNKNOWN`
 */
export function readLimit(table: TableShape, index: string | undefined, max: MaxUnits): ReadLimit {
  const limit = maxUnits(max);
  if (limit === undefined) {
    throw tableScanError(
      "MAX_READ_UNITS_INVALID",
      `maxReadUnits: expected auto, a number above 0 or a percentage such as 80%; came ${max}`,
      { hint: "Leave the pacer out to read without one." },
    );
  }
  const billing = billingOf(table, index);
  const { warmReadUnits = 0 } = billing.mode === "on-demand" ? billing : {};
  return {
    ceiling: limit(provided(billing)),
    start: Math.max(ON_DEMAND_INITIAL_READ_UNITS, warmReadUnits),
  };
}

function provided(billing: Billing): number | undefined {
  if (billing.mode === "on-demand") return billing.maxReadUnits;
  return Math.max(1, billing.readUnits);
}

function billingOf(table: TableShape, index: string | undefined): Billing {
  if (index === undefined || table.localIndexes.some(({ name }) => name === index)) {
    return table.billing;
  }
  const found = table.globalIndexes.find(({ name }) => name === index);
  if (found !== undefined) return found.billing;
  const names = [...table.globalIndexes, ...table.localIndexes].map(({ name }) => `"${name}"`);
  throw tableScanError(
    "SCAN_INDEX_UNKNOWN",
    `expected an index of the table "${table.name}", which has ${names.join(", ") || "none"}; came "${index}"`,
    { hint: "Name one of them, or none to read the table." },
  );
}
