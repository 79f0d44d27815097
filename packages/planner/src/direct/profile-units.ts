import type { MeasuredUnits } from "@spillway/capacity";
import type { Random } from "@spillway/pacing";
import type { WireRequest } from "@spillway/table-writer";
import type { Workload } from "../workload/workload.ts";

/**
 * Says what a write costs by a workload's profile, and which partitions it goes to: of hot keys as many as
 * their shares say, by chance, each of the others to one of its own. A write that is sent again costs the
 * same, at the same place.
 */
export function profileUnits(
  { item, hotKeys }: Pick<Workload, "item" | "hotKeys">,
  random: Random,
): (request: WireRequest) => MeasuredUnits {
  const units = { table: item.writeUnits, indexes: item.indexWriteUnits };
  const indexes = Object.keys(item.indexWriteUnits);
  const known = new Map<string, MeasuredUnits>();
  const partitionIn = (index: string | undefined, key: string): string => {
    let drawn = random();
    for (const hot of hotKeys) {
      if (hot.index !== index) continue;
      drawn -= hot.share;
      if (drawn < 0) return `hot ${hot.key}`;
    }
    return key;
  };
  return ({ key }) => {
    const measured = known.get(key) ?? {
      units,
      partitionKey: partitionIn(undefined, key),
      indexPartitionKeys: Object.fromEntries(
        indexes.map((index) => [index, partitionIn(index, key)]),
      ),
    };
    known.set(key, measured);
    return measured;
  };
}
