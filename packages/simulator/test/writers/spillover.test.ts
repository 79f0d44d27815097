import { describe, expect, it } from "vitest";
import {
  fixed,
  type LoadPattern,
  onDemand,
  onDemandTable,
  simulate,
  type TableLoad,
} from "../../src/index.ts";
import { INDEX, secondsOf, tableOf } from "../tables.ts";

const spilling = (pattern: LoadPattern, rest: Partial<TableLoad> = {}): TableLoad => ({
  pattern,
  writers: "spillover",
  ...rest,
});
const quiet = (seconds: number) => Array.from({ length: seconds }, () => 0);

describe("writers that spill over", () => {
  it("send at once what the table has saved too; the rest waits for what is left over", () => {
    // 8 quiet seconds save 800 beside the 100 at the start; with the second's own 100 they are 1,000 of the 1,500.
    const load = spilling(secondsOf(...quiet(8), 1_500));
    const { writes, throttles } = simulate({ table: tableOf(100), load, policy: fixed() });
    expect(writes).toMatchObject({
      ...{ asked: 1_500, written: 1_500, throttled: 0, lost: 0, waiting: 0 },
      ...{ queued: 500, delayed: 500, mostWaiting: 500, worstDelaySeconds: 5 },
      completeSeconds: 14,
    });
    expect(throttles).toEqual([]);
  });

  it("are drained no faster than who drains the queue goes", () => {
    const load = spilling(secondsOf(1_200), { drainUnits: 50 });
    const { writes } = simulate({ table: tableOf(100), load, policy: fixed() });
    expect(writes).toMatchObject({ queued: 1_000, worstDelaySeconds: 20, completeSeconds: 21 });
  });

  it("let what comes later go first: what waits has what that leaves over", () => {
    // 300 wait; 80 a second come for 10 s and leave 20 of them, then the rest goes with 100.
    const later = Array.from({ length: 10 }, () => 80);
    const load = spilling(secondsOf(500, ...later));
    const { writes } = simulate({ table: tableOf(100), load, policy: fixed() });
    expect(writes).toMatchObject({ queued: 300, worstDelaySeconds: 11, completeSeconds: 12 });
  });

  it("hold up a hot key's writes alone where its partition is the limit", () => {
    // Of the key's 3,000 its partition takes 1,000 that it has saved, and its 1,000 a second.
    const load = spilling(secondsOf(6_000), { hotKeys: [{ share: 0.5 }] });
    const { writes } = simulate({ table: tableOf(5_000), load, policy: fixed() });
    expect(writes).toMatchObject({ queued: 1_000, worstDelaySeconds: 1, completeSeconds: 2 });
  });

  it("spill what an on-demand table does not take yet", () => {
    const load = spilling(secondsOf(14_000));
    const table = onDemandTable(tableOf(1));
    const { writes } = simulate({ table, load, policy: onDemand() });
    expect(writes).toMatchObject({ queued: 6_000, worstDelaySeconds: 2, completeSeconds: 3 });
  });

  it("put nothing into the queue where the table takes all", () => {
    const load = spilling(secondsOf(50, 80, 100));
    const { writes } = simulate({ table: tableOf(100), load, policy: fixed() });
    expect(writes).toMatchObject({ queued: 0, delayed: 0, completeSeconds: 3 });
  });

  it("write as much as was asked for, in hours of hot keys and parts of writes", () => {
    const then = Array.from({ length: 150 }, () => 2_400);
    const busy = [2_850, ...Array.from({ length: 8 }, () => 2_610), ...then];
    const hotKeys = [{ share: 0.3 }, { index: INDEX, share: 0.2 }];
    const load = spilling(secondsOf(...busy), { hotKeys, indexWriteUnits: { [INDEX]: 2 } });
    const { writes, resources } = simulate({ table: tableOf(20, 40), load, policy: fixed() });
    expect(writes.waiting).toBe(0);
    expect(resources[0]?.consumed.writeUnits).toBeCloseTo(writes.asked, 3);
  });
});
