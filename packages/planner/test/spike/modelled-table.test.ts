import { type Billing, TableMeter } from "@spillway/capacity";
import { ManualClock } from "@spillway/pacing";
import type { WireRequest } from "@spillway/table-writer";
import { describe, expect, it } from "vitest";
import { ModelledServices } from "../../src/spike/modelled-services.ts";
import { ModelledTable } from "../../src/spike/modelled-table.ts";
import { SpikeLog } from "../../src/spike/spike-log.ts";
import { AT_ONCE, provisionedTable } from "./spike-tables.ts";

function requests(count: number): WireRequest[] {
  return Array.from({ length: count }, (_, index) => {
    const attributes = { id: { S: `k${index}` } };
    const json = JSON.stringify(attributes);
    return { op: "put", json, attributes, key: `k${index}`, bytes: 10 };
  });
}

/** Sends the batches one after the other at one moment, and tells what the last came to. */
async function lastOf(billing: Billing, sizes: readonly number[]) {
  const clock = new ManualClock();
  const shape = { ...provisionedTable(1), billing };
  const meter = new TableMeter({
    region: "model",
    arn: "Orders",
    shape,
    burstSeconds: 1,
    nowMs: 0,
  });
  const services = new ModelledServices(clock, () => 0.5, AT_ONCE);
  const table = new ModelledTable({ clock, services, meter, log: new SpikeLog() });
  const transport = table.transport(0);
  let last: unknown;
  for (const size of sizes) {
    last = await clock.run(
      transport.batchWrite(shape, requests(size)).then(
        ({ unprocessed, consumed }) => ({ unprocessed: unprocessed.length, units: consumed.table }),
        (error: unknown) => error,
      ),
    );
  }
  return last;
}

describe("ModelledTable", () => {
  const fixed: Billing = { mode: "provisioned", writeUnits: 10, readUnits: 5 };

  it("gives back what there was no capacity for", async () => {
    expect(await lastOf(fixed, [4])).toEqual({ unprocessed: 0, units: 4 });
    expect(await lastOf(fixed, [4, 8])).toEqual({ unprocessed: 2, units: 6 });
  });

  it.each<[string, Billing, string, string]>([
    [
      "provisioned",
      fixed,
      "ProvisionedThroughputExceededException",
      "TableWriteProvisionedThroughputExceeded",
    ],
    [
      "an owner's maximum",
      { mode: "on-demand", maxWriteUnits: 10 },
      "ThrottlingException",
      "TableWriteMaxOnDemandThroughputExceeded",
    ],
  ])("refuses a request of which nothing fits: %s", async (_, billing, name, reason) => {
    expect(await lastOf(billing, [25, 5])).toMatchObject({
      name,
      ThrottlingReasons: [{ reason, resource: "Orders" }],
    });
  });
});
