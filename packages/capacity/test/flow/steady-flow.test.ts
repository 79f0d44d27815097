import { describe, expect, it } from "vitest";
import { type FlowLimit, secondsOfAll, takeSteadily } from "../../src/index.ts";

const limit = (available: number, ratePerSecond: number, asked: number): FlowLimit => ({
  available,
  ratePerSecond,
  burst: ratePerSecond * 300,
  asked,
});

describe("takeSteadily", () => {
  it("gives what was saved, then the rate", () => {
    const table = limit(100, 10, 20);
    expect(secondsOfAll([table])).toBe(9);
    expect(takeSteadily([table], 60)).toEqual([
      { seconds: 9, share: 1, short: [] },
      { seconds: 51, share: 0.5, short: [table] },
    ]);
    expect(table.available).toBe(10);
  });

  it("gives a part of a second's worth where what was saved ends within it", () => {
    const table = limit(105, 10, 20);
    expect(takeSteadily([table], 11)).toEqual([
      { seconds: 9, share: 1, short: [] },
      { seconds: 1, share: 0.75, short: [table] },
      { seconds: 1, share: 0.5, short: [table] },
    ]);
  });

  it("saves what is not asked for, up to the burst", () => {
    const table = limit(10, 10, 4);
    takeSteadily([table], 100);
    expect(table.available).toBe(610);
    takeSteadily([table], 10_000);
    expect(table.available).toBe(3_000);
  });

  it("holds a table to what its index gives, and names both where both give no more", () => {
    const [table, index] = [limit(10, 10, 20), limit(4, 4, 16)];
    expect(takeSteadily([table, index], 30)).toEqual([
      { seconds: 30, share: 0.25, short: [index] },
    ]);
    expect(table.available).toBe(10 + 30 * 5);
    const [first, second] = [limit(5, 5, 20), limit(5, 5, 20)];
    expect(takeSteadily([first, second], 30)).toEqual([
      { seconds: 30, share: 0.25, short: [first, second] },
    ]);
  });

  it("goes from one limit to the next as each is used up", () => {
    const [table, index] = [limit(10, 10, 20), limit(22, 2, 16)];
    const phases = takeSteadily([table, index], 60);
    // The table gives half of it for as long as the index has saved something: then it gives an eighth.
    expect(phases.map(({ share, short }) => [share, short])).toEqual([
      [0.5, [table]],
      [0.25, [index]],
      [0.125, [index]],
    ]);
  });

  it("needs no more steps for a year than for an hour", () => {
    const [table, index] = [limit(900, 10, 20), limit(20, 2, 16)];
    expect(takeSteadily([table, index], 31_536_000).length).toBeLessThan(6);
  });
});
