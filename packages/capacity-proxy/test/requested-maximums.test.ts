import type { TableShape } from "@spillway/capacity";
import { describe, expect, it } from "vitest";
import { addRequestedMaximums, requestedMaximums } from "../src/tables/requested-maximums.ts";

const keys = { partitionKey: { name: "pk", type: "S" } } as const;
const shape: TableShape = {
  name: "Orders",
  keys,
  billing: { mode: "on-demand" },
  globalIndexes: [
    { name: "byCity", keys, projection: { type: "ALL" }, billing: { mode: "on-demand" } },
  ],
  localIndexes: [],
};

describe("maximums that were asked for", () => {
  it("stand in where the engine's description has none", () => {
    const requested = requestedMaximums({
      OnDemandThroughput: { MaxWriteRequestUnits: 7, MaxReadRequestUnits: -1 },
      GlobalSecondaryIndexes: [
        { IndexName: "byCity", OnDemandThroughput: { MaxWriteRequestUnits: 3 } },
      ],
    });
    const { billing, globalIndexes } = addRequestedMaximums(shape, requested);
    expect(billing).toEqual({ mode: "on-demand", maxWriteUnits: 7 });
    expect(globalIndexes[0]?.billing).toEqual({ mode: "on-demand", maxWriteUnits: 3 });
  });

  it("of an index go with it", () => {
    const created = requestedMaximums({
      GlobalSecondaryIndexes: [
        { IndexName: "byCity", OnDemandThroughput: { MaxWriteRequestUnits: 3 } },
      ],
    });
    const Delete = { IndexName: "byCity" };
    const updated = requestedMaximums({ GlobalSecondaryIndexUpdates: [{ Delete }] }, created);
    expect(updated).toEqual({ indexes: {} });
  });

  it("change only as far as a later request names them", () => {
    const created = requestedMaximums({ OnDemandThroughput: { MaxWriteRequestUnits: 7 } });
    const updated = requestedMaximums(
      {
        GlobalSecondaryIndexUpdates: [
          { Update: { IndexName: "byCity", OnDemandThroughput: { MaxWriteRequestUnits: 5 } } },
        ],
      },
      created,
    );
    expect(updated).toEqual({
      table: { maxWriteUnits: 7 },
      indexes: { byCity: { maxWriteUnits: 5 } },
    });
    expect(
      requestedMaximums({ OnDemandThroughput: { MaxWriteRequestUnits: -1 } }, updated).table,
    ).toEqual({});
  });

  it("give way to what the engine says, and mean nothing to provisioned tables", () => {
    const requested = requestedMaximums({ OnDemandThroughput: { MaxWriteRequestUnits: 7 } });
    const said: TableShape = { ...shape, billing: { mode: "on-demand", maxWriteUnits: 9 } };
    expect(addRequestedMaximums(said, requested).billing).toMatchObject({ maxWriteUnits: 9 });
    const provisioned = { mode: "provisioned", writeUnits: 5, readUnits: 5 } as const;
    expect(addRequestedMaximums({ ...shape, billing: provisioned }, requested).billing).toEqual(
      provisioned,
    );
  });
});
