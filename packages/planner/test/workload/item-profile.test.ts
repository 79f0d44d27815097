import { describe, expect, it } from "vitest";
import { itemProfile } from "../../src/index.ts";
import { tableWith } from "./sample-tables.ts";

describe("what an item takes", () => {
  // 1 write unit for each KB begun, 1 read unit for each 4 KB, half of it without strong consistency:
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
  it.each([
    [1, 1, 0.5],
    [1_024, 1, 0.5],
    [1_025, 2, 0.5],
    [4_096, 4, 0.5],
    [4_097, 5, 1],
    [409_600, 400, 50],
  ])("%d bytes: %d write and %d read units", (bytes, writeUnits, readUnits) => {
    expect(itemProfile({ bytes }, tableWith())).toMatchObject({ writeUnits, readUnits });
    expect(itemProfile({ bytes, consistentReads: true }, tableWith()).readUnits).toBe(
      2 * readUnits,
    );
  });

  it("counts an entry in each index, of keys alone where it holds no more", () => {
    const table = tableWith({ byEmail: "ALL", keys: "KEYS_ONLY", some: "INCLUDE" });
    const item = itemProfile({ bytes: 3_000 }, table);
    expect(item.indexWriteUnits).toEqual({ byEmail: 3, keys: 1, some: 3 });
    const keys = "email".length + "pk".length + 2 * 36;
    expect(item.storedBytes).toBe(3 * 3_000 + keys + 4 * 100);
  });

  it("adds the entries of local indexes to the table's units", () => {
    const sortKey = { name: "date", type: "S" } as const;
    const table = tableWith();
    const local = {
      name: "byDate",
      keys: { ...table.keys, sortKey },
      projection: { type: "ALL" },
    } as const;
    expect(itemProfile({ bytes: 1_000 }, { ...table, localIndexes: [local] }).writeUnits).toBe(3);
  });

  it.each([0, -1, 409_601, Number.NaN])("refuses %d bytes", (bytes) => {
    expect(() => itemProfile({ bytes }, tableWith())).toThrow(
      expect.objectContaining({ code: "WORKLOAD_INVALID" }),
    );
  });
});
