import type { MeasuredKey, SourceMeasure } from "@spillway/load";
import {
  type Bulk,
  ENTRY_OVERHEAD_BYTES,
  type HotKeyShare,
  itemProfile,
  type PlannedTable,
} from "@spillway/planner";
import { formatCount, formatCounted } from "@spillway/report-page";
import { cliError } from "../errors.ts";

/**
 * The load of a source that was measured for a table.
 *
 * @throws PLAN_SOURCE_EMPTY for one without a record that the table can take
 */
export function measuredLoad(measure: SourceMeasure, { shape }: PlannedTable): Bulk {
  const { source, items, deletes, itemBytes, units, sourceBytes } = measure;
  if (items === 0) {
    const first = measure.reasons[0]?.first.message;
    throw cliError(
      "PLAN_SOURCE_EMPTY",
      `expected records in ${source} that the table can take; came ${measure.records === 0 ? "none" : `${formatCount(measure.records)} others: ${first}`}`,
    );
  }
  const bytes = Math.max(1, itemBytes.total / Math.max(1, items - deletes));
  return {
    kind: "bulk",
    name: source,
    sources: sourcesOf(measure),
    ...{ items, sourceBytes },
    item: {
      bytes,
      writeUnits: units.table / items,
      indexWriteUnits: Object.fromEntries(
        shape.globalIndexes.map(({ name }) => [name, (units.indexes[name] ?? 0) / items]),
      ),
      readUnits: itemProfile({ bytes }, shape).readUnits,
      storedBytes: storedBytes(measure) / items,
    },
    hotKeys: measure.hotKeys.map(hotKeyOf),
  };
}

/** What is left in the table and its indexes: of several records of a key one. */
function storedBytes(measure: SourceMeasure): number {
  const { items, deletes, itemBytes, indexBytes, indexItems, keys } = measure;
  const sum = (values: Readonly<Record<string, number>>) =>
    Object.values(values).reduce((total, value) => total + value, 0);
  const written =
    itemBytes.total + sum(indexBytes) + (items - deletes + sum(indexItems)) * ENTRY_OVERHEAD_BYTES;
  return written * Math.min(1, keys.distinct / items);
}

/** Keys are counted in bounded memory: a share is at least this. */
function hotKeyOf({ resource, key, share, error }: MeasuredKey): HotKeyShare {
  return { ...(resource === "" ? {} : { index: resource }), key, share: share - error };
}

function bytesInWords({ least, most, median }: SourceMeasure["itemBytes"]): string {
  if (least === most) return `items of ${formatCounted(least, "byte")}`;
  return `items of ${formatCount(least)} to ${formatCount(most)} bytes, half of them up to ${formatCount(median)}`;
}

function sourcesOf(measure: SourceMeasure): readonly string[] {
  const { source, format, records, rejected, items, deletes, itemBytes, keys, indexItems } =
    measure;
  const [reason] = measure.reasons;
  const sparse = Object.entries(indexItems).filter(([, count]) => count < items - deletes);
  return [
    `measured in ${source} (${format}): ${formatCounted(records, "record")}, ${bytesInWords(itemBytes)}`,
    ...(rejected > 0
      ? [
          `${formatCounted(rejected, "record")} ${rejected === 1 ? "is" : "are"} left out: ${reason?.first.message}`,
        ]
      : []),
    ...(deletes > 0
      ? [`${formatCount(deletes)} of them ${deletes === 1 ? "is a delete" : "are deletes"}`]
      : []),
    ...measure.notes,
    // An estimate that is near to all of them may be all of them.
    ...(keys.distinct < (items - deletes) * (1 - 3 * keys.error)
      ? [
          `${keys.error > 0 ? "about " : ""}${formatCounted(keys.distinct, "key")}: of several records with one key the last stays`,
        ]
      : []),
    ...sparse.map(([index, count]) => `${index} holds ${formatCount(count)} of them`),
  ];
}
