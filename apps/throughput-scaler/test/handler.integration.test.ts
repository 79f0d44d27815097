import { TABLE_RESOURCE } from "@spillway/capacity";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { LocalScaler } from "./local-scaler.ts";

const scaler = new LocalScaler();
beforeAll(() => scaler.begin());
afterAll(() => scaler.end());
beforeEach(() => {
  scaler.use = {};
  for (const list of [scaler.notices, scaler.lines, scaler.counts, scaler.failures]) {
    list.length = 0;
  }
});

/** An alarm on throttled writes of a table. */
const alarm = (table: string, index?: string) => ({
  source: "aws.cloudwatch",
  alarmData: {
    alarmName: "throttled",
    state: { value: "ALARM" },
    configuration: {
      metrics: [
        {
          metricStat: {
            metric: {
              name: "WriteThrottleEvents",
              dimensions: { TableName: table, ...(index && { GlobalSecondaryIndexName: index }) },
            },
          },
        },
      ],
    },
  },
});

test("raises what is used above the target, each by its own need, and brings it down when it is quiet", async () => {
  const table = await scaler.table();
  const run = scaler.function([table]);
  scaler.use = { [table]: { writes: 60 * 14 }, [`${table}/byDay`]: { writes: 60 * 7 } };
  expect((await run()).tables[table]?.outcome).toBe("changed");
  const [raised, raisedIndex] = await scaler.units(table);
  expect(raised).toBeGreaterThanOrEqual(20);
  expect(raisedIndex).toBeGreaterThanOrEqual(10);
  expect(raisedIndex).toBeLessThan(raised);
  expect(scaler.lines).toContainEqual(
    expect.objectContaining({
      ...{ message: "capacity", table, access: "write", from: 5, to: raised },
      ...{ reason: "consumption", because: expect.stringContaining("14 of 5"), decreasesLeft: 4 },
    }),
  );
  expect(scaler.counts).toContainEqual([`${table}/`, { CapacityRaised: 1 }]);

  // Whoever raised it: the schedule brings it down. A new instance remembers it by the state table.
  scaler.use = {};
  scaler.counts.length = 0;
  const later = scaler.function([table]);
  expect((await later()).tables[table]?.outcome).toBe("changed");
  expect(await scaler.units(table)).toEqual([5, 5]);
  expect(scaler.counts).toContainEqual([
    `${table}/`,
    expect.objectContaining({ CapacityLowered: 1, RaisedUnitHours: (raised - 5) / 60 }),
  ]);
  expect(scaler.notices).toEqual([]);
});

test("reconciles what a killed writer left raised", async () => {
  const table = await scaler.table(40);
  await scaler.function([table])();
  expect(await scaler.units(table)).toEqual([5, 5]);
});

test("says what it would do, and does and tells nothing", async () => {
  const table = await scaler.table();
  scaler.use = { [table]: { writes: 60 * 40 } };
  const answer = await scaler.function([table, "no-such-table"])({ dryRun: true });
  expect(answer).toEqual({
    run: "dry run",
    tables: {
      [table]: {
        outcome: "would change",
        steps: [expect.objectContaining({ resource: TABLE_RESOURCE, from: 5, to: 50 })],
      },
      "no-such-table": { outcome: "no such table" },
    },
  });
  expect(await scaler.units(table)).toEqual([5, 5]);
  expect([scaler.notices, scaler.counts]).toEqual([[], []]);
});

test("an alarm raises its table at once, though the minutes of the throttles are not there", async () => {
  const [table, other] = [await scaler.table(), await scaler.table()];
  const run = scaler.function([table, other]);
  expect(Object.keys((await run(alarm(table, "byDay"))).tables)).toEqual([table]);
  expect(await scaler.units(table)).toEqual([5, 10]);
  // Told twice of the same throttles, it raises once.
  await run(alarm(table, "byDay"));
  expect(await scaler.units(table)).toEqual([5, 10]);
  scaler.use = undefined;
  await run(alarm(table));
  expect(await scaler.units(table)).toEqual([10, 10]);
});

test("an alarm on a hot partition raises nothing and says what helps", async () => {
  const table = await scaler.table();
  scaler.use = { [table]: { writes: 60, throttled: 40 } };
  const run = scaler.function([table]);
  await run(alarm(table));
  await run(alarm(table));
  expect(await scaler.units(table)).toEqual([5, 5]);
  expect(scaler.notices.map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/one key is written too often/),
  ]);
});

test("one table that fails does not stop the others, and a table that can't be scaled is told once", async () => {
  const [good, onDemand, auto, off] = [
    await scaler.table(),
    await scaler.onDemandTable(),
    await scaler.table(),
    await scaler.table(40),
  ];
  scaler.autoScaled.add(auto);
  scaler.offByTag.add(off);
  scaler.use = { [good]: { writes: 60 * 40 } };
  const run = scaler.function([good, "no-such-table", onDemand, auto, off, "?"]);
  const answer = await run();
  await run();
  await scaler.function(["no-such-table"])();
  expect(answer.tables).toMatchObject({
    [good]: { outcome: "changed" },
    "no-such-table": { outcome: "no such table" },
    [onDemand]: { outcome: "on demand" },
    [auto]: { outcome: "application auto scaling" },
    [off]: { outcome: "off by tag" },
    "?": { outcome: "failed", message: expect.stringContaining("could not describe ?") },
  });
  expect(scaler.failures).toEqual([1, 1]);
  expect((await scaler.units(off))[0]).toBe(40);
  const about = (name: string) =>
    scaler.notices.filter(({ subject }) => subject.startsWith(`${name}: capacity is not scaled`));
  expect([about("no-such-table"), about(onDemand), about(auto), about(off)]).toEqual([
    [expect.objectContaining({ text: expect.stringContaining("mend the name") })],
    [expect.objectContaining({ text: expect.stringContaining("on demand") })],
    [expect.objectContaining({ text: expect.stringContaining("scalable targets") })],
    [],
  ]);
});

test("two runs at once change a table once, and tell once", async () => {
  const table = await scaler.table();
  scaler.use = { [table]: { writes: 60 * 100 } };
  const answers = await Promise.all([scaler.function([table])(), scaler.function([table])()]);
  expect(await scaler.units(table)).toEqual([50, 5]);
  const outcomes = answers.map(({ tables }) => tables[table]?.outcome).sort();
  expect(outcomes).toContain("changed");
  expect(outcomes).not.toContain("failed");
  await scaler.function([table])();
  expect(scaler.notices.map(({ subject }) => subject)).toEqual([
    `${table}: write capacity is at its maximum of 50`,
  ]);
  const raised = scaler.counts.flatMap(([, { CapacityRaised = 0 }]) => CapacityRaised);
  expect(raised.reduce((sum, one) => sum + one, 0)).toBe(1);
});

test("begins no table that there is no time for", async () => {
  const table = await scaler.table(40);
  const answer = await scaler.function([table])({}, 3_500);
  expect(answer.tables[table]).toEqual({ outcome: "no time left" });
  expect((await scaler.units(table))[0]).toBe(40);
});
