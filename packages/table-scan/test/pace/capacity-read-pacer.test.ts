import type { Billing, TableShape } from "@spillway/capacity";
import { ManualClock } from "@spillway/testkit";
import { describe, expect, test } from "vitest";
import { CapacityReadPacer, type CapacityReadPacerOptions, scanPages } from "../../src/index.ts";
import { ModelTable, modelItems } from "../fixtures/model-table.ts";

function shape(billing: Billing, index: Billing = billing): TableShape {
  const keys = { partitionKey: { name: "pk", type: "N" } } as const;
  const projection = { type: "ALL" } as const;
  return {
    name: "T",
    keys,
    billing,
    globalIndexes: [{ name: "byDay", keys, projection, billing: index }],
    localIndexes: [{ name: "local", keys, projection }],
  };
}

const provisioned = (readUnits: number) =>
  ({ mode: "provisioned", writeUnits: 1, readUnits }) as const;

interface Paced extends Partial<Omit<CapacityReadPacerOptions, "table" | "clock">> {
  readonly units: number;
  readonly items: number;
  readonly bytes: number;
  readonly has?: number;
  readonly segments?: number;
}

/** Scans a table at a pace, and says what it came to. */
async function paced({ units, items, bytes, has = units, segments = 8, ...options }: Paced) {
  const clock = new ManualClock();
  const table = new ModelTable(modelItems(items, bytes), { clock, readUnits: has });
  const pacer = new CapacityReadPacer({ table: shape(provisioned(units)), clock, ...options });
  const { consistent } = options;
  const pages = scanPages({
    ...{ transport: table, table: "T", clock, random: () => 0.5, segments, pacer, consistent },
  });
  let scanned = 0;
  await clock.run(
    (async () => {
      for await (const page of pages) scanned += page.scanned;
    })(),
  );
  expect(scanned).toBe(items);
  const seconds = clock.now() / 1_000;
  return { table, seconds, perSecond: table.units / seconds };
}

describe("what is provisioned is used and not exceeded", () => {
  test.each<Paced & { readonly name: string }>([
    { name: "small items, size known", units: 25, items: 20_000, bytes: 200, itemBytes: 200 },
    { name: "small items, size not known", units: 25, items: 20_000, bytes: 200 },
    {
      name: "large items, taken for small ones",
      units: 100,
      items: 300,
      bytes: 100_000,
      itemBytes: 500,
    },
    { name: "large items, size not known", units: 100, items: 300, bytes: 100_000 },
    { name: "one unit", units: 1, items: 1_000, bytes: 200, itemBytes: 200 },
    { name: "many units, full pages", units: 2_000, items: 200_000, bytes: 400, itemBytes: 400 },
    { name: "strong consistency", units: 50, items: 20_000, bytes: 200, consistent: true },
  ])("$name", async ({ name, ...options }) => {
    const { table, perSecond } = await paced(options);
    expect(perSecond).toBeGreaterThan(options.units * 0.85);
    expect(perSecond).toBeLessThanOrEqual(options.units * 1.05);
    expect(table.throttled / table.requests.length).toBeLessThan(0.02);
  });

  test.each([
    { maxReadUnits: 10, most: 10 },
    { maxReadUnits: "40%", most: 20 },
    { maxReadUnits: 500, most: 50 },
  ] as const)("$maxReadUnits of 50 units: at most $most", async ({ maxReadUnits, most }) => {
    const { perSecond } = await paced({
      ...{ units: 50, items: 30_000, bytes: 200, itemBytes: 200, maxReadUnits },
    });
    expect(perSecond).toBeGreaterThan(most * 0.85);
    expect(perSecond).toBeLessThanOrEqual(most * 1.05);
  });
});

test("where others read too it slows down, and takes what is left", async () => {
  const { table, perSecond } = await paced({
    ...{ units: 100, has: 60, items: 40_000, bytes: 200, itemBytes: 200 },
  });
  expect(perSecond).toBeGreaterThan(60 * 0.8);
  expect(table.throttled / table.requests.length).toBeLessThan(0.2);
});

describe("on demand", () => {
  test("without a limit it goes as fast as the table answers", async () => {
    const clock = new ManualClock();
    const table = new ModelTable(modelItems(100_000, 400), { clock });
    const pacer = new CapacityReadPacer({ table: shape({ mode: "on-demand" }), clock });
    expect(pacer.ratePerSecond()).toBe(12_000);
    const options = { transport: table, table: "T", clock, random: () => 0.5, segments: 8, pacer };
    await clock.run(
      (async () => {
        for await (const _ of scanPages(options));
      })(),
    );
    expect(clock.now()).toBeLessThan(2_000);
  });

  test("an owner's maximum, and what is warm, count", () => {
    const clock = new ManualClock();
    const rate = (billing: Billing) =>
      new CapacityReadPacer({ table: shape(billing), clock }).ratePerSecond();
    expect(rate({ mode: "on-demand", maxReadUnits: 50 })).toBe(50);
    expect(rate({ mode: "on-demand", warmReadUnits: 40_000 })).toBe(40_000);
  });
});

describe("an index", () => {
  const clock = new ManualClock();
  const table = shape(provisioned(50), provisioned(20));
  const rate = (index?: string) => new CapacityReadPacer({ table, index, clock }).ratePerSecond();

  test("global has units of its own, local the table's", () => {
    expect([rate(), rate("byDay"), rate("local")]).toEqual([50, 20, 50]);
  });

  test("that is none is refused, with those there are", () => {
    expect(() => rate("byNight")).toThrow('which has "byDay", "local"; came "byNight"');
  });
});

test("a change of capacity is followed", () => {
  const clock = new ManualClock();
  const pacer = new CapacityReadPacer({ table: shape(provisioned(50)), clock });
  pacer.update(shape(provisioned(80)));
  expect(pacer.ratePerSecond()).toBe(80);
});

test("what is no maximum is refused", () => {
  const options = { table: shape(provisioned(50)), clock: new ManualClock() };
  expect(() => new CapacityReadPacer({ ...options, maxReadUnits: 0 })).toThrow(
    "maxReadUnits: expected auto",
  );
});
