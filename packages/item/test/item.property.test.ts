import type { AttributeValue as SdkAttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { attributeMaps, plainRecords, plainValues, wireNumbers } from "@spillway/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AttributeMap,
  attributeMapFrom,
  canonicalNumber,
  encodeAttributeMap,
  encodeItem,
  itemSize,
  type PlainValue,
  sameItem,
  toAttributeMap,
} from "../src/index.ts";
import { valueSize } from "../src/value/item-size.ts";

/** The SDK has binary as bytes where the wire has base64. An attribute named B has an object, never text. */
function asSdkItem(json: string): Record<string, SdkAttributeValue> {
  return JSON.parse(json, (name, value) => {
    if (name === "B" && typeof value === "string") return Buffer.from(value, "base64");
    if (name === "BS" && Array.isArray(value) && value.every((one) => typeof one === "string")) {
      return value.map((one) => Buffer.from(one, "base64"));
    }
    return value;
  });
}

/** What tells two records apart once both went through JavaScript: numbers as canonical text, bytes as hex. */
function comparable(value: unknown): unknown {
  if (typeof value === "number" || typeof value === "bigint") return canonicalNumber(String(value));
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString("hex")}`;
  if (value instanceof Set) return ["set", ...[...value].map(comparable)];
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value === "object" && value !== null) {
    if ("value" in value && value.constructor.name === "NumberValue") {
      return canonicalNumber(String(value.value));
    }
    return new Map(Object.entries(value).map(([name, inner]) => [name, comparable(inner)]));
  }
  return value;
}

describe("a record in wire JSON", () => {
  it("is given back by the SDK's unmarshaller", () => {
    fc.assert(
      fc.property(plainRecords(), (record) => {
        const { json } = encodeItem(record);
        // The SDK's unmarshaller itself loses an attribute of this name.
        fc.pre(!json.includes('"__proto__"'));
        const back = unmarshall(asSdkItem(json), { wrapNumbers: true });
        expect(comparable(back)).toEqual(comparable(record));
      }),
    );
  });

  it("has the size of its attributes, whether it comes from a record or from the wire", () => {
    fc.assert(
      fc.property(plainRecords(), (record) => {
        const { json, attributes, bytes, wireBytes } = encodeItem(record);
        const fromWire = encodeAttributeMap(JSON.parse(json));
        expect(fromWire).toMatchObject({ json, bytes, wireBytes });
        expect(fromWire.attributes).toEqual(attributes);
      }),
    );
  });

  it("is taken from the wire as it is", () => {
    fc.assert(
      fc.property(attributeMaps(), (item) => {
        expect(attributeMapFrom(JSON.parse(JSON.stringify(item)))).toEqual(item);
      }),
    );
  });

  it("is the same as itself with its attributes in another order", () => {
    fc.assert(
      fc.property(attributeMaps(), (item) => {
        const reversed = Object.fromEntries(Object.entries(item).reverse());
        expect(sameItem(item, reversed)).toBe(true);
      }),
    );
  });
});

describe("size", () => {
  it("adds up over attributes", () => {
    fc.assert(
      fc.property(plainRecords(), plainValues(), (record, value: PlainValue) => {
        const { added: _, ...rest } = record;
        const alone = toAttributeMap({ added: value });
        expect(itemSize(toAttributeMap({ ...rest, added: value }))).toBe(
          itemSize(toAttributeMap(rest)) + itemSize(alone),
        );
      }),
    );
  });

  it("of a list is 3 bytes and 1 for each element more than its elements", () => {
    fc.assert(
      fc.property(attributeMaps(), (item: AttributeMap) => {
        const elements = Object.values(item);
        const inner = elements.reduce((sum, element) => sum + valueSize(element), 0);
        expect(valueSize({ L: elements })).toBe(3 + inner + elements.length);
      }),
    );
  });
});

describe("a number", () => {
  it("is the same number, of the same size, however it is written", () => {
    const zeros = fc.nat({ max: 5 }).map((count) => "0".repeat(count));
    fc.assert(
      fc.property(
        wireNumbers().filter((text) => !text.includes("e")),
        zeros,
        zeros,
        fc.integer({ min: -5, max: 5 }),
        (text, before, after, shift) => {
          const sign = text.startsWith("-") ? "-" : "";
          const digits = text.slice(sign.length);
          const [whole = "", fraction = ""] = digits.split(".");
          const padded = `${sign}${before}${whole}.${fraction}${after}`;
          expect(canonicalNumber(padded)).toBe(canonicalNumber(text));
          expect(valueSize({ N: padded })).toBe(valueSize({ N: text }));
          // 12.3 = 1.23e1 = 123e-1
          const all = `${"0".repeat(10)}${whole}${fraction}${"0".repeat(10)}`;
          const point = 10 + whole.length + shift;
          const shifted = `${sign}${all.slice(0, point)}.${all.slice(point)}e${-shift}`;
          expect(canonicalNumber(shifted)).toBe(canonicalNumber(text));
        },
      ),
    );
  });

  it("is the same, of the same size, with an exponent", () => {
    const numbers = fc.oneof(
      wireNumbers().filter((text) => !text.includes("e")),
      fc.double({ min: -1e20, max: 1e20, noNaN: true }).map((number) => number.toFixed(10)),
      fc.integer().map((number) => `${number / 100}`),
    );
    fc.assert(
      fc.property(numbers, (text) => {
        expect(valueSize({ N: text })).toBe(valueSize({ N: `${text}e0` }));
        expect(canonicalNumber(text)).toBe(canonicalNumber(`${text}e0`));
      }),
    );
  });

  it("has between 1 and 22 bytes", () => {
    fc.assert(
      fc.property(wireNumbers(), (text) => {
        const bytes = valueSize({ N: text });
        expect(bytes).toBeGreaterThanOrEqual(1);
        expect(bytes).toBeLessThanOrEqual(22);
      }),
    );
  });
});
