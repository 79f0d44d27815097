import { attributeMaps } from "@spillway/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AttributeMap,
  admitAttributeMap,
  attributeMapFrom,
  itemSize,
  type KeySchema,
  keyOf,
} from "../src/index.ts";
import { outcome } from "./outcome.ts";

const keys: KeySchema = { partitionKey: { name: "pk", type: "S" } };

function expectTheSame(item: unknown): void {
  const inOneWalk = outcome(() => {
    const admitted = admitAttributeMap(item as AttributeMap, keys);
    const { json, bytes, wireBytes, attributes, key } = admitted;
    return { json, bytes, wireBytes, attributes, key };
  });
  const byAttributes = outcome(() => {
    const attributes = attributeMapFrom(item);
    const json = JSON.stringify(attributes);
    const [bytes, wireBytes] = [itemSize(attributes), Buffer.byteLength(json)];
    return { json, bytes, wireBytes, attributes, key: keyOf(attributes, keys) };
  });
  expect(inOneWalk).toEqual(byAttributes);
}

describe("an item in wire JSON, written in one walk", () => {
  it("is what its attributes give: JSON, sizes and key", () => {
    fc.assert(
      fc.property(attributeMaps(), fc.string({ unit: "binary" }), (item, pk) => {
        expectTheSame({ ...item, pk: { S: pk } });
      }),
    );
  });

  it("is refused with the same words, at the same place", () => {
    const types = fc.constantFrom(..."S N B SS NS BS L M BOOL NULL X".split(" "));
    const contents = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom("1-2", "-", "1.2.3", "1e126", "\ud800", "AQ", ["a", "a"], ["1", "1.0"]),
    );
    const values = fc.oneof(
      fc.dictionary(types, contents, { maxKeys: 2 }),
      fc.jsonValue(),
      fc.tuple(types, contents).map(([type, content]) => ({ L: [{ M: { [type]: content } }] })),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 2 }), values, (name, value) => {
        expectTheSame({ pk: { S: "a" }, [name]: value });
      }),
      { numRuns: 300 },
    );
  });

  it.each([null, [], "text", 5, undefined])("is not %j", (item) => {
    expectTheSame(item);
  });
});
