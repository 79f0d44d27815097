import { TABLE_RESOURCE } from "@spillway/capacity";
import type { TableLoad } from "./table-load.ts";

/** Units that one write, and one read, takes of each resource. */
export interface RequestUnits {
  readonly write: readonly number[];
  readonly read: readonly number[];
}

/** @param resources the table, then its global indexes; what is told of them is in their order */
export function requestUnits(load: TableLoad, resources: readonly string[]): RequestUnits {
  const { writeUnits = 1, readUnits = 0.5, indexWriteUnits = {}, indexReadUnits = {} } = load;
  const unitsOf = (table: number, indexes: Readonly<Record<string, number>>) =>
    resources.map((name) => (name === TABLE_RESOURCE ? table : (indexes[name] ?? 0)));
  return {
    write: unitsOf(writeUnits, indexWriteUnits),
    read: unitsOf(readUnits, indexReadUnits),
  };
}
