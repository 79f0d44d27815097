import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attributeMaps, plainRecords, storableNumbers, texts } from "../src/index.ts";

const keys = [
  { name: "pk", type: "S" },
  { name: "sk", type: "N" },
] as const;

describe("arbitraries", () => {
  it("give text that survives UTF-8", () => {
    fc.assert(
      fc.property(texts(), (text) => {
        expect(new TextDecoder().decode(new TextEncoder().encode(text))).toBe(text);
      }),
    );
  });

  it("give numbers within DynamoDB's range", () => {
    fc.assert(
      fc.property(storableNumbers(), (value) => {
        expect(Number.isFinite(value)).toBe(true);
        expect(value === 0 || (Math.abs(value) >= 1e-130 && Math.abs(value) < 1e126)).toBe(true);
      }),
    );
  });

  it("give items with their keys, each not empty, whole in JSON", () => {
    fc.assert(
      fc.property(attributeMaps(keys), (item) => {
        expect(item.pk).toMatchObject({ S: expect.stringMatching(/[\s\S]/) });
        expect(item.sk).toMatchObject({ N: expect.stringMatching(/^-?\d/) });
        expect(JSON.parse(JSON.stringify(item))).toEqual(item);
      }),
    );
  });

  it("give records with their keys and with values of every kind", () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(plainRecords(keys), (record) => {
        expect(record.pk).toEqual(expect.stringMatching(/[\s\S]/));
        for (const value of Object.values(record)) {
          kinds.add(value === null ? "null" : Object.prototype.toString.call(value).slice(8, -1));
        }
      }),
      { numRuns: 500 },
    );
    expect([...kinds].sort()).toEqual(
      [
        "Array",
        "BigInt",
        "Boolean",
        "Number",
        "Object",
        "Set",
        "String",
        "Uint8Array",
        "null",
      ].sort(),
    );
  });
});
