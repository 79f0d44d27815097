import { ManualClock } from "@spillway/testkit";
import { describe, expect, it } from "vitest";
import { assertAddsUp, writeAll } from "../../src/index.ts";
import { AdaptiveConcurrency } from "../../src/pace/adaptive-concurrency.ts";
import { FakeTable, TABLE } from "../fixtures/fake-table.ts";
import { keyed } from "../fixtures/sources.ts";

function round(concurrency: AdaptiveConcurrency, tookMs: number, throttled = false): void {
  const { limit } = concurrency;
  for (let answer = 0; answer < limit; answer += 1) {
    concurrency.answered(tookMs, limit, throttled && answer === 0);
  }
}

describe("adaptive concurrency", () => {
  it("grows by one a round while answers stay quick, up to 64", () => {
    const concurrency = new AdaptiveConcurrency();
    round(concurrency, 10);
    expect(concurrency.limit).toBe(6);
    for (let count = 0; count < 100; count += 1) round(concurrency, 12);
    expect(concurrency.limit).toBe(64);
  });

  it("stays when answers queue, and shrinks when they crowd", () => {
    const concurrency = new AdaptiveConcurrency();
    round(concurrency, 10);
    round(concurrency, 25);
    expect(concurrency.limit).toBe(6);
    for (let count = 0; count < 20; count += 1) round(concurrency, 40);
    expect(concurrency.limit).toBe(1);
  });

  it("stays while not all of it is used", () => {
    const concurrency = new AdaptiveConcurrency();
    for (let answer = 0; answer < 50; answer += 1) concurrency.answered(10, 2, false);
    expect(concurrency.limit).toBe(5);
  });

  it("shrinks by 30 % after a throttle, never below one", () => {
    const concurrency = new AdaptiveConcurrency();
    round(concurrency, 10, true);
    expect(concurrency.limit).toBe(3);
    for (let count = 0; count < 5; count += 1) round(concurrency, 10, true);
    expect(concurrency.limit).toBe(1);
  });
});

describe("the writer", () => {
  it("sends more at once while a table answers quickly", async () => {
    const clock = new ManualClock();
    const table = new FakeTable({ clock });
    const report = await clock.run(
      writeAll(keyed(10_000), {
        transport: table,
        table: TABLE,
        clock,
        random: () => 0.5,
        concurrency: "adaptive",
      }),
    );
    assertAddsUp(report);
    expect(report.written).toBe(10_000);
    expect(table.broken).toEqual([]);
    expect(table.maxInFlight).toBeGreaterThan(15);
  });
});
