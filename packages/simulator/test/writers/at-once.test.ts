import { describe, expect, it } from "vitest";
import { fixed, simulate } from "../../src/index.ts";
import { minutesOf, secondsOf, tableOf } from "../tables.ts";

describe("writers that send at once", () => {
  it("are done when the last write is: what was lost is not waited for", () => {
    const load = { pattern: secondsOf(10, 300, 0, 0) };
    const { writes, seconds } = simulate({ table: tableOf(10), load, policy: fixed() });
    expect(writes).toMatchObject({ written: 30, lost: 280, queued: 0, completeSeconds: 2 });
    expect(seconds).toBe(4);
  });

  it("try again after the load's end for as long as they are watched", () => {
    const load = { pattern: minutesOf(20), whenThrottled: { retryEverySeconds: 5 } };
    const options = { table: tableOf(10), load, policy: fixed() };
    const watched = simulate({ ...options, drainSeconds: 3_600 });
    expect(watched.writes).toMatchObject({ waiting: 0, lost: 0 });
    expect(watched.writes.completeSeconds).toBeGreaterThan(120);
    expect(simulate(options).writes.completeSeconds).toBeNull();
  });

  it("takes the seconds of a minute one by one: a spike within it throttles", () => {
    const seconds = Array.from({ length: 120 }, (_, second) => (second === 90 ? 500 : 1));
    const options = { table: tableOf(2), policy: fixed() };
    const { writes } = simulate({ ...options, load: { pattern: secondsOf(...seconds) } });
    // Two units at the start, one saved in each of 90 seconds, and the second's own.
    expect(writes.throttled).toBeCloseTo(500 - 94, 6);
  });
});
