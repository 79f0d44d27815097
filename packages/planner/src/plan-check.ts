import { TABLE_RESOURCE } from "@spillway/capacity";
import { type LoadPattern, MOST_PER_SECOND } from "@spillway/simulator";
import type { PlanRequest } from "./plan.ts";
import { plannerError } from "./planner-error.ts";
import { STRATEGIES } from "./strategies/strategy-plan.ts";
import type { HotKeyShare } from "./workload/hot-key-share.ts";
import type { Bulk, ItemProfile, Workload } from "./workload/workload.ts";

/** @throws PLAN_INVALID with everything that is wrong with a request */
export function checkPlan(request: PlanRequest): void {
  const faults = [
    ...faultsOfWorkload(request.workload),
    ...faultsOfIndexes(request),
    ...faultsOfOptions(request),
    ...faultsOfOnly(request),
  ];
  if (faults.length === 0) return;
  throw plannerError("PLAN_INVALID", faults.join("; "), {
    hint: "A plan needs a load with at least one write, a table, and options of more than nothing.",
  });
}

function faultsOfWorkload(workload: Workload): readonly string[] {
  const faults =
    workload.kind === "bulk" ? faultsOfBulk(workload) : faultsOfPattern(workload.pattern);
  return [...faults, ...faultsOfItem(workload.item), ...faultsOfHotKeys(workload.hotKeys)];
}

function faultsOfBulk({ items, sourceBytes }: Bulk): readonly string[] {
  return [
    ...(Number.isInteger(items) && items > 0
      ? []
      : [`expected a file with at least one item; came ${items}`]),
    ...(sourceBytes === undefined || isMore(sourceBytes)
      ? []
      : [`expected a source of more than 0 bytes; came ${sourceBytes}`]),
  ];
}

function faultsOfPattern(pattern: LoadPattern): readonly string[] {
  const { writes, reads, stepSeconds, startMs } = pattern;
  if (writes.length === 0) return ["expected a pattern of at least one step; came an empty one"];
  const faults: string[] = [];
  if (!(Number.isInteger(stepSeconds) && stepSeconds > 0)) {
    faults.push(`expected steps of whole seconds, 1 at least; came ${stepSeconds}`);
  }
  if (!Number.isInteger(startMs / 60_000)) {
    faults.push(`expected a pattern that begins at a whole minute; came ${startMs} ms`);
  }
  if (reads !== undefined && reads.length !== writes.length) {
    faults.push(`expected reads for each of the ${writes.length} steps; came ${reads.length}`);
  }
  for (const [what, values] of [
    ["writes", writes],
    ["reads", reads ?? []],
  ] as const) {
    const bad = firstBad(values);
    if (bad !== -1) {
      faults.push(
        `expected ${what} a second from 0 to ${MOST_PER_SECOND}; came ${values[bad]} in step ${bad}`,
      );
    }
  }
  if (!hasWrites(writes)) faults.push("expected a pattern with at least one write; came none");
  return faults;
}

function faultsOfItem(item: ItemProfile): readonly string[] {
  const { bytes, writeUnits, indexWriteUnits, readUnits, storedBytes } = item;
  const above: readonly (readonly [string, number])[] = [
    ["bytes of an item", bytes],
    ["write units of an item", writeUnits],
  ];
  const atLeast: readonly (readonly [string, number])[] = [
    ["read units of an item", readUnits],
    ["stored bytes of an item", storedBytes],
    ...Object.entries(indexWriteUnits).map(
      ([index, units]) => [`write units of an item on the index ${index}`, units] as const,
    ),
  ];
  return [
    ...above.flatMap(([what, value]) =>
      isMore(value) ? [] : [`expected ${what} above 0; came ${value}`],
    ),
    ...atLeast.flatMap(([what, value]) =>
      isMore(value) || value === 0 ? [] : [`expected ${what} of 0 or more; came ${value}`],
    ),
  ];
}

function faultsOfHotKeys(hotKeys: readonly HotKeyShare[]): readonly string[] {
  const sums = new Map<string, number>();
  const faults: string[] = [];
  for (const { index = TABLE_RESOURCE, key, share } of hotKeys) {
    if (!(share >= 0 && share <= 1)) {
      faults.push(`expected a share from 0 to 1 of the hot key ${key}; came ${share}`);
    }
    sums.set(index, (sums.get(index) ?? 0) + share);
  }
  for (const [resource, sum] of sums) {
    if (sum <= 1 + 1e-9) continue;
    const of = resource === TABLE_RESOURCE ? "the table" : `the index ${resource}`;
    faults.push(`expected hot keys of ${of} that are at most 1 together; came ${sum}`);
  }
  return faults;
}

/** Whether all that is named belongs to the table. */
function faultsOfIndexes(request: PlanRequest): readonly string[] {
  const { workload, table, indexWriteCapacity = {} } = request;
  const names = table.shape.globalIndexes.map(({ name }) => name);
  const has = names.length === 0 ? "which has none" : `which has ${names.join(", ")}`;
  const named = [
    ...Object.keys(workload.item.indexWriteUnits),
    ...Object.keys(indexWriteCapacity),
    ...workload.hotKeys.flatMap(({ index }) => (index === undefined ? [] : [index])),
  ];
  return [...new Set(named)]
    .filter((index) => !names.includes(index))
    .map((index) => `expected indexes of the table ${table.shape.name}, ${has}; came ${index}`);
}

function faultsOfOptions(request: PlanRequest): readonly string[] {
  const { writeCapacity, indexWriteCapacity = {}, maxWriteUnits } = request;
  const { warmWriteUnits, withinSeconds } = request;
  const { burstSeconds, updatingMs, whenThrottled = "lost", table } = request;
  const faults: string[] = [];
  for (const [what, units] of [
    ["a write capacity", writeCapacity],
    ...Object.entries(indexWriteCapacity).map(
      ([name, units]) => [`a write capacity of ${name}`, units] as const,
    ),
    ["a maximum of write units", maxWriteUnits],
    ["warm throughput", warmWriteUnits],
    ["warm throughput of the table", table.warmWriteUnits],
  ] as const) {
    if (units !== undefined && !(Number.isInteger(units) && units > 0)) {
      faults.push(`expected ${what} of whole units, 1 at least; came ${units}`);
    }
  }
  if (writeCapacity !== undefined && maxWriteUnits !== undefined && writeCapacity > maxWriteUnits) {
    faults.push(
      `expected a write capacity of at most the maximum, ${maxWriteUnits}; came ${writeCapacity}`,
    );
  }
  if (withinSeconds !== undefined && !isMore(withinSeconds)) {
    faults.push(`expected a longest wait above 0 seconds; came ${withinSeconds}`);
  }
  for (const [what, value] of [
    ["seconds of burst", burstSeconds],
    ["milliseconds of UPDATING", updatingMs],
  ] as const) {
    if (value !== undefined && !isMore(value) && value !== 0) {
      faults.push(`expected ${what} of 0 or more; came ${value}`);
    }
  }
  if (whenThrottled !== "lost" && !isMore(whenThrottled.retryEverySeconds)) {
    faults.push(
      `expected retries after more than 0 seconds; came ${whenThrottled.retryEverySeconds}`,
    );
  }
  return faults;
}

function faultsOfOnly({ only, workload, table }: PlanRequest): readonly string[] {
  if (only === undefined) return [];
  if (only.length === 0) return [`expected one of ${STRATEGIES.join(", ")}; came none`];
  const unknown = only.filter((key) => !STRATEGIES.includes(key));
  const faults = unknown.map((key) => `expected one of ${STRATEGIES.join(", ")}; came ${key}`);
  const isImportable =
    workload.kind === "bulk" && workload.sourceBytes !== undefined && !table.exists;
  if (only.every((key) => key === "import") && !isImportable) {
    faults.push(
      "expected a file and a new table for an import from S3; came another load or table",
    );
  }
  if (only.every((key) => key === "direct")) {
    faults.push("expected another strategy beside direct, to hold it against; came none");
  }
  return faults;
}

function isMore(value: number): boolean {
  return value > 0 && value < Number.POSITIVE_INFINITY;
}

function firstBad(values: ArrayLike<number>): number {
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place] ?? Number.NaN;
    if (!(value >= 0 && value <= MOST_PER_SECOND)) return place;
  }
  return -1;
}

function hasWrites(writes: ArrayLike<number>): boolean {
  for (let step = 0; step < writes.length; step += 1) if (writes[step] !== 0) return true;
  return false;
}
