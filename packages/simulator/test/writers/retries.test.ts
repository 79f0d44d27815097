import { describe, expect, it } from "vitest";
import { fixed, simulate } from "../../src/index.ts";
import { minutesOf, secondsOf, tableOf } from "../tables.ts";

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

  it("are done when less than half a write is left, and not when the last millionth is", () => {
    // 100 at once of a table of 50 leave 900. A fifth of those that wait is tried in each second: 50 are taken
    // until 250 wait, 13 s; then a fifth of them, until 250 × 0.8^28 = 0.48 wait, which are tried together.
    const load = {
      pattern: secondsOf(1_000, ...Array.from({ length: 599 }, () => 0)),
      whenThrottled: { retryEverySeconds: 5 },
    };
    const { writes } = simulate({ table: tableOf(50), load, policy: fixed(), burstSeconds: 0 });
    expect(writes.written).toBeCloseTo(1_000, 9);
    expect(writes.waiting).toBe(0);
    expect(writes.completeSeconds).toBe(43);
    expect(writes.worstDelaySeconds).toBe(42);
    expect(writes.throttled).toBeGreaterThan(1_750);
    expect(writes.throttled).toBeLessThan(1_850);
  });

  it("are done at the end of the load where less than half a write is left then", () => {
    const load = { pattern: secondsOf(10.4), whenThrottled: { retryEverySeconds: 5 } };
    const { writes } = simulate({ table: tableOf(5), load, policy: fixed(), burstSeconds: 0 });
    expect(writes.waiting).toBeCloseTo(0.4, 9);
    expect(writes.completeSeconds).toBe(1);
  });
});
