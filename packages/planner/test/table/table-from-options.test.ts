import { describe, expect, it } from "vitest";
import { tableFromOptions } from "../../src/index.ts";

describe("a table of options", () => {
  it("has a key, on demand, where no more is said", () => {
    expect(tableFromOptions({ key: "id" })).toEqual({
      shape: {
        ...{ name: "planned", billing: { mode: "on-demand" } },
        keys: { partitionKey: { name: "id", type: "S" } },
        ...{ globalIndexes: [], localIndexes: [] },
      },
      ...{ source: "the options", exists: false },
    });
  });

  it("has indexes, each with the table's write capacity and a read unit", () => {
    const billing = { mode: "provisioned", writeUnits: 100, readUnits: 1 };
    const { shape } = tableFromOptions({
      ...{ name: "users", key: "pk:S, sk:N", capacity: 100 },
      indexes: ["byEmail:email", "byCity:city:S,date:N:KEYS_ONLY"],
    });
    expect(shape).toMatchObject({
      ...{ name: "users", billing },
      keys: { partitionKey: { name: "pk", type: "S" }, sortKey: { name: "sk", type: "N" } },
      globalIndexes: [
        {
          ...{ name: "byEmail", billing, projection: { type: "ALL" } },
          keys: { partitionKey: { name: "email", type: "S" } },
        },
        {
          ...{ name: "byCity", projection: { type: "KEYS_ONLY" } },
          keys: { partitionKey: { name: "city" }, sortKey: { name: "date", type: "N" } },
        },
      ],
    });
  });

  it.each([
    ["no key", { key: "" }],
    ["no name of a key", { key: ":S" }],
    ["a type that is none", { key: "pk:X" }],
    ["three parts", { key: "a,b,c" }],
    ["an index without a key", { key: "pk", indexes: ["byEmail"] }],
    ["an index without a name", { key: "pk", indexes: [":email"] }],
    ["an index whose key is empty", { key: "pk", indexes: ["byEmail::KEYS_ONLY"] }],
    ["an index that holds what there is not", { key: "pk", indexes: ["byEmail:email:S:SOME"] }],
    ["two indexes of a name", { key: "pk", indexes: ["a:b", "a:c"] }],
  ])("is refused with %s", (_, options) => {
    expect(() => tableFromOptions(options)).toThrow(
      expect.objectContaining({ code: "TABLE_INVALID" }),
    );
  });
});
