import { scalingError } from "../scaling-error.ts";
import type { DescribedTable } from "./described-table.ts";

/** @throws TABLE_ON_DEMAND if the table has no provisioned capacity */
export function refuseOnDemand({ name, isOnDemand }: DescribedTable): void {
  if (isOnDemand) throw onDemandError(name);
}

/**
 * The error for a table that has no provisioned capacity.
 *
 * @param cause the throttle that led here, if one did
 */
export function onDemandError(table: string, cause?: Error) {
  return scalingError(
    "TABLE_ON_DEMAND",
    `expected a table with provisioned capacity; "${table}" is on demand, which has none to raise or lower`,
    {
      hint: "DynamoDB scales it by itself, to double its previous peak at once: slow down for some minutes, or warm it up ahead. Else switch it to provisioned capacity.",
      details: { table },
      cause,
    },
  );
}
