import { type CapacityRequest, TABLE_RESOURCE } from "@spillway/capacity";
import { describe, expect, it } from "vitest";
import {
  applicationAutoScaling,
  fixed,
  type LoadPattern,
  onDemand,
  onDemandTable,
  simulate,
  type TableLoad,
} from "../../src/index.ts";
import { looking, minutesOf, secondsOf, tableOf, units } from "../tables.ts";

/** Items that are all there from the start. */
function bulkOf(items: number): LoadPattern {
  return { ...secondsOf(items), name: "bulk" };
}

const paced = (pattern: LoadPattern, rest: Partial<TableLoad> = {}): TableLoad => ({
  pattern,
  writers: "paced",
  ...rest,
});

describe("writers that pace", () => {
  it("write a bulk at the table's rate, and never throttle", () => {
    const load = paced(bulkOf(10_000));
    const { writes, throttles, seconds, dollars } = simulate({
      table: tableOf(100),
      load,
      policy: fixed(),
    });
    expect(writes).toEqual({
      ...{ asked: 10_000, written: 10_000, throttled: 0, lost: 0, waiting: 0 },
      ...{ delayed: 9_900, worstDelaySeconds: 99, mostWaiting: 9_900, queued: 10_000 },
      completeSeconds: 100,
    });
    expect(throttles).toEqual([]);
    expect(seconds).toBe(100);
    expect(dollars.provisioned).toBeCloseTo((100 / 3_600) * (100 * 0.00065 + 5 * 0.00013), 9);
  });

  it("are as slow as the slowest of table, indexes and hot partitions", () => {
    const seconds = (load: TableLoad, index?: number) =>
      simulate({ table: tableOf(4_000, index), load, policy: fixed() }).writes.completeSeconds;
    const bulk = bulkOf(8_000);
    expect(seconds(paced(bulk))).toBe(2);
    expect(seconds(paced(bulk, { writeUnits: 2 }))).toBe(4);
    expect(seconds(paced(bulk, { indexWriteUnits: { byCity: 2 } }), 1_600)).toBe(10);
    // Its partition takes 1,000 a second of the half that it has.
    expect(seconds(paced(bulk, { hotKeys: [{ share: 0.5 }] }))).toBe(4);
  });

  it("are as slow as who drains the queue", () => {
    const load = paced(bulkOf(8_000), { writeUnits: 2, drainUnits: 400 });
    const { writes } = simulate({ table: tableOf(4_000), load, policy: fixed() });
    expect(writes).toMatchObject({ throttled: 0, completeSeconds: 40, worstDelaySeconds: 39 });
  });

  it("let what comes and goes in the same second wait for nothing", () => {
    const load = paced(secondsOf(50, 100, 0, 100));
    const { writes } = simulate({ table: tableOf(100), load, policy: fixed() });
    expect(writes).toMatchObject({ delayed: 0, worstDelaySeconds: 0, completeSeconds: 4 });
  });

  it("send the oldest first, without what the table has saved", () => {
    // A quiet minute would save 6,000. 350 come in one second, 40 in the next, 30 in the third.
    const quiet = Array.from({ length: 60 }, () => 0);
    const load = paced(secondsOf(...quiet, 350, 40, 30));
    const { writes, series } = simulate({ table: tableOf(100), load, policy: fixed() });
    // The last of the 350 go in the fourth second; the 40 and the 30 after them, in the fourth and the fifth.
    expect(writes).toMatchObject({ worstDelaySeconds: 3, mostWaiting: 250, completeSeconds: 65 });
    expect(series.waiting).toEqual([0, 250]);
  });

  it("follow the capacity as soon as it is in force", () => {
    const raise: CapacityRequest = { changes: [{ resource: TABLE_RESOURCE, to: units(200) }] };
    let looks = 0;
    const policy = looking(() => {
      looks += 1;
      return looks === 1 ? [raise] : [];
    });
    const load = paced(bulkOf(20_000));
    const { writes } = simulate({ table: tableOf(100), load, policy, updatingMs: 30_000 });
    // 9,000 in 90 s, then 200 a second.
    expect(writes.completeSeconds).toBe(90 + 55);
  });

  it("are raised by whoever looks at consumption: all of it is used", () => {
    const bounds = { [TABLE_RESOURCE]: { min: units(100), max: units(1_000) } };
    const options = { table: tableOf(100), load: paced(bulkOf(1_000_000)) };
    const steered = simulate({ ...options, policy: applicationAutoScaling({ bounds }) });
    const still = simulate({ ...options, policy: fixed() });
    expect(still.writes.completeSeconds).toBe(10_000);
    expect(steered.writes.completeSeconds).toBeLessThan(2_500);
    expect(steered.resources[0]?.peakProvisioned.writeUnits).toBe(1_000);
  });

  it("go on demand as fast as the limit is and grows", () => {
    const table = onDemandTable(tableOf(1));
    const load = paced(bulkOf(4_000 * 1_801 + 8_000 * 60));
    const { writes } = simulate({ table, load, policy: onDemand() });
    expect(writes).toMatchObject({ throttled: 0, completeSeconds: 1_801 + 60 });
  });

  it("go on for as long as something waits, and no longer than they may", () => {
    const load = paced(minutesOf(100, 100));
    const options = { table: tableOf(10), load, policy: fixed() };
    expect(simulate(options).writes).toMatchObject({ waiting: 0, completeSeconds: 1_200 });
    const cut = simulate({ ...options, drainSeconds: 180 });
    expect(cut.seconds).toBe(300);
    expect(cut.writes).toMatchObject({
      ...{ asked: 12_000, written: 3_000, waiting: 9_000 },
      completeSeconds: null,
    });
    expect(cut.series.waiting.length).toBe(5);
  });

  it("drain ten million items, whose picture stays one of few points", () => {
    const load = paced(bulkOf(10_000_000));
    const { writes, series } = simulate({
      ...{ table: tableOf(1_000), load, policy: fixed() },
      seriesPoints: 100,
    });
    expect(writes.completeSeconds).toBe(10_000);
    expect(series.waiting.length).toBeLessThanOrEqual(100);
    const sum = series.asked.reduce((all, rate) => all + rate * series.stepSeconds, 0);
    expect(sum).toBeCloseTo(10_000_000, 3);
  });
});
