import type { AttributeMap, AttributeValue } from "@spillway/item";
import { streamEvent } from "@spillway/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readRecord } from "../../src/index.ts";
import { images } from "../fixtures/changes.ts";

const TYPES = ["S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"];

/** As a Go program writes an event that it has read: every type of a value, all but one as null. */
function spelledOut(image: AttributeMap): AttributeMap {
  return Object.fromEntries(
    Object.entries(image).map(([name, value]) => [name, spelledOutValue(value)]),
  );
}

function spelledOutValue(value: AttributeValue): AttributeValue {
  const nulls = Object.fromEntries(TYPES.map((type) => [type, null]));
  const inner =
    "M" in value
      ? { M: spelledOut(value.M) }
      : "L" in value
        ? { L: value.L.map(spelledOutValue) }
        : value;
  return { ...nulls, ...inner } as unknown as AttributeValue;
}

test("a record whose values name every type is read as the one that it was made of", () => {
  fc.assert(
    fc.property(images, images, (before, after) => {
      const recordOf = (form: (image: AttributeMap) => AttributeMap) => {
        const [record] = streamEvent([{}]).Records;
        const { dynamodb } = record ?? {};
        return {
          ...{ ...record, eventName: "MODIFY" },
          dynamodb: {
            ...dynamodb,
            Keys: form({ pk: { N: "1" } }),
            ...{ OldImage: form(before), NewImage: form({ ...before, ...after }) },
          },
        };
      };
      expect(JSON.stringify(readRecord(recordOf(spelledOut)))).toBe(
        JSON.stringify(readRecord(recordOf((image) => image))),
      );
    }),
  );
});

test("a value of which every type is null stays as it is", () => {
  const [record] = streamEvent([
    {
      keys: { pk: { S: "a", N: null } as never },
      newImage: { odd: { S: null, N: null } as never },
    },
  ]).Records;
  expect(readRecord(record)).toMatchObject({
    keys: { pk: { S: "a" } },
    newImage: { odd: { S: null, N: null } },
  });
});
