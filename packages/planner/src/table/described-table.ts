import { type TableDescriptionJson, tableShapeFrom } from "@spillway/capacity";
import { isSpillwayError } from "@spillway/errors";
import { plannerError } from "../planner-error.ts";
import type { PlannedTable } from "./planned-table.ts";

/**
 * A table as DescribeTable tells of it.
 *
 * @param table `Table` of the answer
 * @throws TABLE_INVALID for one without keys
 */
export function describedPlannedTable(table: TableDescriptionJson): PlannedTable {
  const warm = table.WarmThroughput?.WriteUnitsPerSecond ?? 0;
  return {
    shape: shapeOf(table, `DescribeTable of ${table.TableName ?? "?"}`),
    source: `DescribeTable of ${table.TableName}`,
    exists: true,
    ...(warm > 0 ? { warmWriteUnits: warm } : {}),
  };
}

/** A table's shape, or one line that says what a description lacks. */
export function shapeOf(table: TableDescriptionJson, source: string) {
  try {
    return tableShapeFrom(table);
  } catch (error) {
    if (!isSpillwayError(error, "TABLE_DESCRIPTION_INVALID")) throw error;
    throw plannerError("TABLE_INVALID", `${source}: ${error.message}`, { cause: error });
  }
}
