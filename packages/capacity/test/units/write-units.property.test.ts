import { itemSize } from "@spillway/item";
import { attributeMaps } from "@spillway/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Projection,
  type TableShape,
  unitsOfWrite,
  writeUnitsOfBytes,
} from "../../src/index.ts";

const keys = [{ name: "pk", type: "S" }] as const;
const onDemand = { mode: "on-demand" } as const;

const tables: fc.Arbitrary<TableShape> = fc
  .constantFrom<Projection>(
    { type: "ALL" },
    { type: "KEYS_ONLY" },
    { type: "INCLUDE", attributes: ["h"] },
  )
  .map((projection) => ({
    name: "t",
    keys: { partitionKey: { name: "pk", type: "S" } },
    billing: onDemand,
    globalIndexes: [
      {
        name: "byG",
        keys: { partitionKey: { name: "g", type: "S" } },
        projection,
        billing: onDemand,
      },
    ],
    localIndexes: [],
  }));

/** Items of one key, with and without the index's key. */
const items = fc.oneof(attributeMaps(keys), attributeMaps([...keys, { name: "g", type: "S" }]));
const maybe = fc.option(items, { nil: undefined });

describe("unitsOfWrite", () => {
  it("charges the table for the larger of the two and the index at most for both", () => {
    fc.assert(
      fc.property(tables, maybe, maybe, (table, before, after) => {
        const units = unitsOfWrite(table, before, after);
        const [old, next] = [before, after].map((item) => (item ? itemSize(item) : 0));
        expect(units.table).toBe(writeUnitsOfBytes(Math.max(old ?? 0, next ?? 0)));
        const inIndex = [before, after].filter((item) => item?.g && "S" in item.g);
        const most = inIndex.reduce(
          (sum, item) => sum + (item ? writeUnitsOfBytes(itemSize(item)) : 0),
          0,
        );
        expect(units.indexes.byG ?? 0).toBeLessThanOrEqual(most);
      }),
    );
  });

  it("charges an index nothing for writing the same, in whatever order", () => {
    fc.assert(
      fc.property(tables, items, (table, item) => {
        const again = Object.fromEntries(Object.entries(item).reverse());
        expect(unitsOfWrite(table, item, again).indexes).toEqual({});
      }),
    );
  });

  it("costs the same there and back", () => {
    fc.assert(
      fc.property(tables, maybe, maybe, (table, before, after) => {
        expect(unitsOfWrite(table, before, after)).toEqual(unitsOfWrite(table, after, before));
      }),
    );
  });
});
