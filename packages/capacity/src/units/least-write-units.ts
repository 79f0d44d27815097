import type { Billing, TableShape } from "../table/table-shape.ts";

/**
 * The write units a second of the table or the global index that has least: each of them takes every
 * write, so that is what the table takes for long. It errs on the slow side, since an index may need
 * fewer units of a write than the table.
 *
 * @returns undefined where nothing limits it: on demand, without a maximum of the owner's
 * @example
 * leastWriteUnits(tableShapeFrom(description)); // 25
 */
export function leastWriteUnits({ billing, globalIndexes }: TableShape): number | undefined {
  const limits = [billing, ...globalIndexes.map((index) => index.billing)].flatMap(
    (one) => writeLimit(one) ?? [],
  );
  return limits.length === 0 ? undefined : Math.min(...limits);
}

function writeLimit(billing: Billing): number | undefined {
  return billing.mode === "provisioned" ? billing.writeUnits : billing.maxWriteUnits;
}
