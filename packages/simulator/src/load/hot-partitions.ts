import { PARTITION_WRITE_UNITS, TABLE_RESOURCE } from "@spillway/capacity";
import type { TableLoad } from "./table-load.ts";

/** The writes of a hot key, and what its partition takes of them. */
export interface HotPartition {
  /** The index's name, or `TABLE_RESOURCE`. */
  readonly resource: string;
  /** Of all writes, from 0 to 1. */
  readonly share: number;
  /** Writes a second that the partition takes: its 1,000 units, whatever the table has. */
  readonly most: number;
}

/** The hot keys of a load on what is written. The writes of two hot keys are other writes. */
export function hotPartitions(load: TableLoad): readonly HotPartition[] {
  const { hotKeys = [], writeUnits = 1, indexWriteUnits = {} } = load;
  return hotKeys.flatMap(({ index: resource = TABLE_RESOURCE, share }) => {
    const units = resource === TABLE_RESOURCE ? writeUnits : (indexWriteUnits[resource] ?? 0);
    return units > 0 ? [{ resource, share, most: PARTITION_WRITE_UNITS / units }] : [];
  });
}
