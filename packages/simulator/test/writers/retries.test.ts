import { describe, expect, it } from "vitest";
import { fixed, simulate } from "../../src/index.ts";
import { minutesOf, tableOf } from "../tables.ts";

describe("writers that try again", () => {
  const load = (giveUpAfterSeconds?: number) => ({
    pattern: minutesOf(20, 1, 1, 1, 1),
    whenThrottled:
      giveUpAfterSeconds === undefined
        ? { retryEverySeconds: 5 }
        : { retryEverySeconds: 5, giveUpAfterSeconds },
  });

  it("get all of it written, later", () => {
    const result = simulate({ table: tableOf(10), load: load(), policy: fixed(), burstSeconds: 1 });
    expect(result.writes.written).toBeCloseTo(1_440, 6);
    expect(result.writes.delayed).toBeGreaterThan(600);
    expect(result.writes.lost).toBe(0);
    expect(result.writes.throttled).toBeGreaterThan(result.writes.delayed);
    expect(result.writes.worstDelaySeconds).toBeGreaterThan(30);
  });

  it("give up after their time", () => {
    const options = { table: tableOf(10), load: load(10), policy: fixed(), burstSeconds: 1 };
    const { writes } = simulate(options);
    expect(writes.lost).toBeGreaterThan(0);
    expect(writes.worstDelaySeconds).toBeLessThanOrEqual(11);
    expect(writes.written + writes.lost + writes.waiting).toBeCloseTo(writes.asked, 6);
  });
});
