import { describe, expect, it } from "vitest";
import { type PlanRequest, planWorkload } from "../src/index.ts";
import { patternOf, provisioned, requestOf, tableOf, trafficOf } from "./plan-requests.ts";

function leverOf(request: PlanRequest, key: string): string | undefined {
  return planWorkload(request).strategies.find((one) => one.key === key)?.lever;
}

/** A day by the minute, of 100 writes a second. */
const steady = trafficOf(patternOf(Array<number>(1_440).fill(100)));

describe("what would change a steered table", () => {
  it("is the capacity that throttles nothing, whatever capacity was asked for", () => {
    const workload = trafficOf(steady.pattern, {
      item: { ...steady.item, indexWriteUnits: { byEmail: 1 } },
    });
    const table = provisioned(tableOf({ index: true }), 50);
    const request = requestOf(workload, { table, writeCapacity: 50 });
    for (const key of ["auto-scaling", "scaler", "scaler-predicting"]) {
      expect(leverOf(request, key)).toContain("100 units all the time throttle nothing");
    }
  });
});
