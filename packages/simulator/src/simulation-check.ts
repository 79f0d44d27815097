import type { SimulateOptions } from "./simulate-options.ts";
import { simulatorError } from "./simulator-error.ts";

/** @throws SIMULATION_INVALID with everything that is wrong */
export function checkSimulation(options: SimulateOptions): void {
  const { load, policy, table, updatingMs = 0, drainSeconds = 0 } = options;
  const { burstSeconds = 0, seriesPoints = 1 } = options;
  const { pattern, hotKeys = [], whenThrottled = "lost" } = load;
  const faults: string[] = [];
  const expectThat = (holds: boolean, text: string) => {
    if (!holds) faults.push(text);
  };
  const isSeconds = (ms: number) => ms >= 0 && Number.isFinite(ms);
  expectThat(pattern.writes.length > 0, "expected a load of at least one step; came none");
  expectThat(
    Number.isInteger(pattern.stepSeconds) && pattern.stepSeconds > 0,
    `expected steps of whole seconds; came ${pattern.stepSeconds}`,
  );
  expectThat(
    Number.isInteger(pattern.startMs / 60_000),
    `expected a load that begins at a whole minute; came ${pattern.startMs} ms`,
  );
  for (const [name, values] of [
    ["writes", pattern.writes],
    ["reads", pattern.reads ?? []],
  ] as const) {
    const place = firstBad(values);
    expectThat(
      place === -1,
      `expected ${name} a second of 0 or more; came ${values[place]} in step ${place}`,
    );
  }
  expectThat(
    pattern.reads === undefined || pattern.reads.length === pattern.writes.length,
    `expected reads for each of ${pattern.writes.length} steps; came ${pattern.reads?.length}`,
  );
  for (const [name, units] of unitsOf(options)) {
    expectThat(units >= 0 && units < Infinity, `expected ${name} of 0 or more; came ${units}`);
  }
  expectThat(burstSeconds >= 0, `expected a burst of 0 seconds or more; came ${burstSeconds}`);
  expectThat(seriesPoints >= 1, `expected a series of 1 point or more; came ${seriesPoints}`);
  const hot = hotKeys.reduce((sum, { share }) => sum + share, 0);
  expectThat(
    hotKeys.every(({ share }) => share >= 0) && hot <= 1,
    `expected hot keys with shares of 0 or more that are at most 1 together; came ${hot}`,
  );
  expectThat(
    whenThrottled === "lost" || whenThrottled.retryEverySeconds > 0,
    "expected retries after more than 0 seconds",
  );
  expectThat(isSeconds(updatingMs), `expected an UPDATING of 0 ms or more; came ${updatingMs}`);
  expectThat(
    isSeconds(drainSeconds) && Number.isInteger(drainSeconds),
    `expected a drain of whole seconds, 0 or more; came ${drainSeconds}`,
  );
  expectThat(
    [table, ...table.globalIndexes].every(({ billing }) => billing.mode === policy.billing),
    `expected a table and indexes that are ${policy.billing}, as the policy ${policy.name} is`,
  );
  if (faults.length === 0) return;
  throw simulatorError("SIMULATION_INVALID", faults.join("; "), {
    hint: "A load has writes a second for steps of whole seconds; the table's mode is the policy's.",
  });
}

/** Units of a write and a read, and those that are provisioned or allowed at most, each with what it is. */
function unitsOf({ load, table }: SimulateOptions): readonly (readonly [string, number])[] {
  const { writeUnits = 1, readUnits = 0.5, indexWriteUnits = {}, indexReadUnits = {} } = load;
  const ofIndexes = (access: string, units: Readonly<Record<string, number>>) =>
    Object.entries(units).map(([index, one]) => [`units of a ${access} on ${index}`, one] as const);
  const ofTable = [table, ...table.globalIndexes].flatMap(({ name, billing }) => {
    const { mode, ...units } = billing;
    return Object.entries(units).map(([key, one]) => [`${key} of ${name}`, one] as const);
  });
  return [
    ["units of a write", writeUnits],
    ["units of a read", readUnits],
    ...ofIndexes("write", indexWriteUnits),
    ...ofIndexes("read", indexReadUnits),
    ...ofTable,
  ];
}

function firstBad(values: ArrayLike<number>): number {
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place] ?? Number.NaN;
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) return place;
  }
  return -1;
}
