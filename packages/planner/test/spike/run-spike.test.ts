import { TABLE_RESOURCE } from "@spillway/capacity";
import { describe, expect, it } from "vitest";
import { runSpike, runSpikes, type SpikeOptions, type SpikeStrategy } from "../../src/index.ts";
import { burst, provisionedTable } from "./spike-tables.ts";

/** The demo of the feature `spike` on the local cloud: 1,000 records, 50 units and 10 s of burst. */
function demo(strategy: SpikeStrategy): SpikeOptions {
  return {
    strategy,
    table: provisionedTable(50),
    bursts: [burst(1_000)],
    burstSeconds: 10,
    writer: { timeoutSeconds: 120, writeSeconds: 5, maxWriteUnits: "250%" },
    queue: {
      windowSeconds: 30,
      batchSize: 25,
      batchingWindowSeconds: 1,
      maximumConcurrency: 2,
      consumerTimeoutSeconds: 20,
    },
  };
}

describe("runSpike", () => {
  it("direct: takes the burst, is throttled, and gives up what is refused eight times", async () => {
    const result = await runSpike(demo("direct"));
    expect(result.failed).toBeGreaterThan(0);
    expect(result.throttledWrites).toBeGreaterThan(1_000);
    expect(result.throttles).toEqual([
      {
        resource: TABLE_RESOURCE,
        reason: "TableWriteProvisionedThroughputExceeded",
        events: result.throttledWrites,
      },
    ]);
    expect(result.units).toEqual({ [TABLE_RESOURCE]: result.written });
    expect(result).toMatchObject({ queued: 0, mostWaiting: 1_000 });
    expect(result.lambda.invocations).toBe(1);
  });

  it("buffered: is spread over the window, and nothing is throttled", async () => {
    const result = await runSpike(demo("buffered"));
    expect(result).toMatchObject({ written: 1_000, failed: 0, queued: 1_000, throttledWrites: 0 });
    // 33 a second are due, in batches of 25.
    expect(result.peakUnits).toBeLessThanOrEqual(100);
    expect(result.completeSeconds).toBeGreaterThan(29);
    expect(result.completeSeconds).toBeLessThan(35);
  });

  it("spillover: writes at 250 % for five seconds, and spills what is left", async () => {
    const result = await runSpike(demo("spillover"));
    expect(result).toMatchObject({ written: 1_000, failed: 0, throttledWrites: 0 });
    expect(result.queued).toBeGreaterThanOrEqual(350);
    expect(result.queued).toBeLessThanOrEqual(425);
    // 400 at 50 a second, after five seconds; each consumer begins with a second's worth.
    expect(result.completeSeconds).toBeGreaterThan(12);
    expect(result.completeSeconds).toBeLessThan(16);
  });

  it("is another run for another seed", async () => {
    const [one, other] = [
      await runSpike(demo("direct")),
      await runSpike(demo("direct"), { seed: 2 }),
    ];
    expect(one.completeSeconds).not.toBe(other.completeSeconds);
  });

  it("counts a write that its index refuses there, and once in all", async () => {
    const options = { ...demo("direct"), table: provisionedTable(1_000, 20) };
    const { throttledWrites, throttles } = await runSpike(options);
    expect(throttles).toEqual([
      {
        resource: "byCity",
        reason: "IndexWriteProvisionedThroughputExceeded",
        events: throttledWrites,
      },
    ]);
  });

  it("runs several at one time, each with a table of its own", async () => {
    const [direct, buffered] = await runSpikes([demo("direct"), demo("buffered")]);
    expect(direct?.strategy).toBe("direct");
    expect(buffered).toMatchObject({ written: 1_000, throttledWrites: 0 });
  });
});
