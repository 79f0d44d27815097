import { describe, expect, it } from "vitest";
import { hotKeysOf } from "../../src/advice/hot-keys.ts";
import { hotKeyText } from "../../src/index.ts";
import { fileOf, patternOf, provisioned, tableOf, trafficOf } from "../plan-requests.ts";

const settings = { billing: "on-demand" as const, table: tableOf().shape };

describe("hot keys", () => {
  it.each([
    { share: 0.5, peak: 2_000, units: 1, peakUnits: 1_000, shards: 1 },
    { share: 0.5, peak: 2_002, units: 1, peakUnits: 1_001, shards: 2 },
    { share: 0.4, peak: 6_000, units: 1, peakUnits: 2_400, shards: 3 },
    { share: 0.4, peak: 6_000, units: 3, peakUnits: 7_200, shards: 8 },
    { share: 0.001, peak: 100, units: 1, peakUnits: 0.1, shards: 1 },
  ])("$share of $peak writes of $units units need $shards shards", (one) => {
    const workload = trafficOf(patternOf([10, one.peak]), {
      item: {
        bytes: 700,
        writeUnits: one.units,
        indexWriteUnits: {},
        readUnits: 1,
        storedBytes: 0,
      },
      hotKeys: [{ key: "a", share: one.share }],
    });
    const [hot] = hotKeysOf(workload, settings);
    expect(hot).toMatchObject({ key: "a", share: one.share, shards: one.shards });
    expect(hot?.peakUnits).toBeCloseTo(one.peakUnits);
  });

  it("are told of an index by the units that the index takes", () => {
    const workload = trafficOf(patternOf([4_000]), {
      item: {
        ...{ bytes: 700, writeUnits: 1, readUnits: 1, storedBytes: 0 },
        indexWriteUnits: { byEmail: 2 },
      },
      hotKeys: [{ index: "byEmail", key: "a@b.c", share: 0.5 }],
    });
    expect(hotKeysOf(workload, settings)).toEqual([
      { index: "byEmail", key: "a@b.c", share: 0.5, peakUnits: 4_000, shards: 4 },
    ]);
  });

  it("of a file ask for their share of what the capacity takes", () => {
    const workload = fileOf(1e6, { hotKeys: [{ key: "a", share: 0.5 }] });
    const { shape } = provisioned(tableOf(), 6_000);
    const [hot] = hotKeysOf(workload, { billing: "provisioned", table: shape });
    expect(hot).toMatchObject({ peakUnits: 3_000, shards: 3 });
  });

  it.each([
    [{ share: 0.4, peakUnits: 2_400, shards: 3 }, "spread it over 3 shards"],
    [{ share: 0.4, peakUnits: 400, shards: 1 }, "no problem"],
    [{ share: 1, peakUnits: 2e6, shards: 2_000 }, "would leave 2,000 units a second on each"],
  ])("are told with their cure: %o", (hot, text) => {
    expect(hotKeyText({ key: "a", ...hot })).toContain(text);
  });
});
