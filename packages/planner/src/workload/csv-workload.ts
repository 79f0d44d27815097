import type { CsvPattern } from "@spillway/simulator";
import { plannerError } from "../planner-error.ts";
import { itemProfile } from "./item-profile.ts";
import {
  DEFAULT_ITEM_BYTES,
  hotKeySources,
  hotKeysOf,
  type LoadFacts,
  sizeSource,
} from "./load-facts.ts";
import { withReads } from "./with-reads.ts";
import type { ItemProfile, Traffic } from "./workload.ts";

/**
 * The traffic of a pattern file. Where it has units, they are what a write takes; a file with units alone
 * has as many writes as units, or as items of `itemBytes` make of them.
 *
 * @throws WORKLOAD_INVALID for a file without any load, and for reads beside those of the file
 * @example
 * csvWorkload(patternFromCsv(text, "orders.csv"), { table });
 */
export function csvWorkload(csv: CsvPattern, options: LoadFacts): Traffic {
  const { table, itemBytes = DEFAULT_ITEM_BYTES, consistentReads = false, reads = {} } = options;
  const { name } = csv.pattern;
  if (csv.pattern.reads !== undefined && (reads.perSecond ?? reads.share ?? 0) > 0) {
    throw plannerError("WORKLOAD_INVALID", `expected no reads beside those that ${name} has`, {
      hint: "Leave out --reads-per-second and --read-share, or the file's column of reads.",
    });
  }
  const ofSize = itemProfile({ bytes: itemBytes, consistentReads }, table);
  // Units alone, and a size that says how many of them a write takes: so many writes fewer.
  const unitsOfWrite = csv.writesAreUnits ? ofSize.writeUnits : 1;
  const pattern =
    unitsOfWrite === 1
      ? csv.pattern
      : {
          ...csv.pattern,
          writes: Float64Array.from(csv.pattern.writes, (rate) => rate / unitsOfWrite),
        };
  if (!hasLoad(pattern.writes)) {
    throw plannerError("WORKLOAD_INVALID", `expected writes in ${name}; came 0 in every row`);
  }
  const item = profileOf(csv, options, ofSize, unitsOfWrite);
  return {
    kind: "traffic",
    name,
    sources: sourcesOf(csv, options, item),
    item,
    hotKeys: hotKeysOf(options),
    pattern: withReads(pattern, reads),
    isRecurring: options.isOnce !== true,
  };
}

function hasLoad(writes: ArrayLike<number>): boolean {
  for (let step = 0; step < writes.length; step += 1) if ((writes[step] ?? 0) > 0) return true;
  return false;
}

function profileOf(
  csv: CsvPattern,
  { table, itemBytes }: LoadFacts,
  ofSize: ItemProfile,
  unitsOfWrite: number,
): ItemProfile {
  const writeUnits = csv.writesAreUnits ? unitsOfWrite : (csv.writeUnits ?? ofSize.writeUnits);
  // A file that says how many units a write takes says how large it is at the most.
  const bytes = itemBytes ?? Math.max(1, Math.round(writeUnits * DEFAULT_ITEM_BYTES));
  return {
    ...ofSize,
    ...{ bytes, writeUnits },
    storedBytes:
      itemBytes === undefined ? ofSize.storedBytes * (bytes / ofSize.bytes) : ofSize.storedBytes,
    indexWriteUnits: Object.fromEntries(
      table.globalIndexes.map(({ name }) => {
        const measured = csv.indexWriteUnits[name];
        const units =
          measured === undefined ? ofSize.indexWriteUnits[name] : measured * unitsOfWrite;
        return [name, units ?? 1];
      }),
    ),
    readUnits: csv.readUnits ?? ofSize.readUnits,
  };
}

function sourcesOf(csv: CsvPattern, options: LoadFacts, item: ItemProfile): readonly string[] {
  const { pattern, throttledWrites } = csv;
  const round = (value: number) => value.toLocaleString("en-US", { maximumFractionDigits: 2 });
  const has = new Set(options.table.globalIndexes.map(({ name }) => name));
  const unknown = Object.keys(csv.indexWriteUnits).filter((name) => !has.has(name));
  const isMeasured = csv.writeUnits !== undefined && !csv.writesAreUnits;
  return [
    `${pattern.name}: ${pattern.writes.length.toLocaleString("en-US")} steps of ${pattern.stepSeconds} s`,
    csv.writesAreUnits && options.itemBytes === undefined
      ? "one write is one unit: the file has units, and no size was asked for"
      : isMeasured
        ? `a write takes ${round(item.writeUnits)} units in the mean: by the file`
        : sizeSource(options),
    ...hotKeySources(options),
    ...unknown.map((name) => `units of ${name} are left out: the planned table has no such index`),
    ...(throttledWrites > 0
      ? [
          `${round(throttledWrites)} attempts to write were throttled while it was recorded: more was wanted than it shows`,
        ]
      : []),
  ];
}
