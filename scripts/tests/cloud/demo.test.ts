import { describe, expect, it } from "vitest";
import { STRATEGIES } from "../demo-environment.ts";
import { sharedCloud } from "./shared-cloud.ts";

const { demo, outputs } = sharedCloud();
const { figures } = demo;

describe("the demo", () => {
  it.each(STRATEGIES)("accounts for 1,000 distinct records, %s", (strategy) => {
    const { records, written, failed, unaccounted } = figures[strategy];
    expect({ records, unaccounted, total: written + failed }).toEqual({
      records: 1_000,
      unaccounted: 0,
      total: 1_000,
    });
  });

  it("shows the direct spike above capacity and burst, and throttled", () => {
    const { write_capacity } = outputs.spike.value.direct;
    expect(figures.direct.throttledWrites).toBeGreaterThan(0);
    expect(figures.direct.peakWritesPerSecond).toBeGreaterThan(write_capacity);
  });

  it("shows the buffered spike whole and never throttled", () => {
    expect(figures.buffered).toMatchObject({ written: 1_000, failed: 0, throttledWrites: 0 });
  });

  it("shows the spike that spilled whole: some written at once, the rest by way of a queue", () => {
    const { queued } = figures.spillover;
    expect(figures.spillover).toMatchObject({ written: 1_000, failed: 0 });
    expect(queued).toBeGreaterThan(0);
    expect(queued).toBeLessThan(1_000);
    expect({ direct: figures.direct.queued, buffered: figures.buffered.queued }).toEqual({
      direct: 0,
      buffered: 1_000,
    });
  });

  it.each(STRATEGIES)("has a time and a cost for %s", (strategy) => {
    expect(figures[strategy].secondsToComplete).toBeGreaterThan(0);
    expect(figures[strategy].cost.spike.totalUsd).toBeGreaterThan(0);
  });
});
