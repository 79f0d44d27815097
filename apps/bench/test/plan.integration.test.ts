import { dynamoDbLocalEndpoint } from "@spillway/testkit";
import { expect, it } from "vitest";
import { compareFigures } from "../src/planning/compare-figures.ts";
import {
  alone,
  items,
  ON_DEMAND,
  provisioned,
  withIndex,
} from "../src/planning/loads/bench-tables.ts";
import { bySeconds, type PlannedLoad } from "../src/planning/loads/planned-load.ts";
import { predictLoad } from "../src/planning/predict-load.ts";
import { runLoad } from "../src/planning/runs/run-load.ts";
import { childOf } from "../src/proxying/child-process.ts";

const LOADS: readonly PlannedLoad[] = [
  {
    name: "a spike on an index with fewer units",
    ...{ strategy: "fixed", engine: "local", burstSeconds: 2 },
    ...{ table: withIndex(provisioned(40), provisioned(20)), items: items(1) },
    writes: bySeconds("a spike", [
      [30, 0],
      [2, 10],
      [2, 200],
    ]),
  },
  {
    name: "a hot key",
    ...{ strategy: "fixed", engine: "instant", burstSeconds: 1 },
    ...{ table: alone(provisioned(6_000)), items: items(40, { hotShare: 0.4 }) },
    writes: bySeconds("a hot key", [
      [2, 40],
      [4, 110],
    ]),
  },
  {
    name: "growth",
    ...{ strategy: "on-demand", engine: "instant", burstSeconds: 1 },
    ...{ table: alone(ON_DEMAND), items: items(100) },
    writes: bySeconds("growth", [
      [3, 70],
      [1_860, 0],
      [3, 130],
      [600, 0],
      [2, 130],
    ]),
  },
];

// Through the proxy over HTTP, with time that goes by the pattern: a busy machine changes nothing.
it.each(LOADS)("a run is throttled and consumes as it was planned: $name", async (load) => {
  const instant = await childOf("./instant-engine.ts");
  try {
    const engine = load.engine === "local" ? dynamoDbLocalEndpoint() : instant.url;
    const measured = await runLoad(load, engine, true);
    expect(measured.throttledWrites).toBeGreaterThan(10);
    const figures = compareFigures(await predictLoad(load), measured);
    const held = figures.filter(({ figure }) => ["throttled writes", "units"].includes(figure));
    expect(held.length).toBeGreaterThan(1);
    expect(held.filter(({ isWithin }) => !isWithin)).toEqual([]);
  } finally {
    await instant.close();
  }
});
