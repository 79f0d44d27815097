import { describe, expect, it } from "vitest";
import {
  admitItem,
  encodeItem,
  type KeySchema,
  keyOf,
  MAX_ITEM_BYTES,
  type PlainRecord,
} from "../src/index.ts";

const keys: KeySchema = {
  partitionKey: { name: "pk", type: "S" },
  sortKey: { name: "sk", type: "N" },
};

describe("admitItem", () => {
  it("gives wire JSON, attributes, size and key", () => {
    expect(admitItem({ pk: "a", sk: 1, note: "é" }, keys)).toMatchObject({
      json: '{"pk":{"S":"a"},"sk":{"N":"1"},"note":{"S":"é"}}',
      attributes: { pk: { S: "a" }, sk: { N: "1" }, note: { S: "é" } },
      bytes: 2 + 1 + 2 + 2 + 4 + 2,
      wireBytes: 49,
      key: "2:SaN1E0",
    });
  });

  it("admits an item of exactly 400 KB and refuses one byte more", () => {
    const rest = encodeItem({ pk: "a", sk: 1, fill: "" }).bytes;
    const fill = "x".repeat(MAX_ITEM_BYTES - rest);
    expect(admitItem({ pk: "a", sk: 1, fill }, keys).bytes).toBe(409_600);
    expect(() => admitItem({ pk: "a", sk: 1, fill: `${fill}x` }, keys)).toThrow(
      expect.objectContaining({
        code: "ITEM_TOO_LARGE",
        message: expect.stringContaining("409601"),
        details: { bytes: 409_601, limit: 409_600 },
      }),
    );
  });

  it.each<[string, PlainRecord]>([
    ["KEY_MISSING", { sk: 1 }],
    ["KEY_MISSING", { pk: "a" }],
    ["KEY_MISSING", { pk: "a", sk: undefined }],
    ["KEY_WRONG_TYPE", { pk: 1, sk: 1 }],
    ["KEY_WRONG_TYPE", { pk: "a", sk: "1" }],
    ["KEY_WRONG_TYPE", { pk: "a", sk: null }],
    ["KEY_WRONG_TYPE", { pk: new Set(["a"]), sk: 1 }],
    ["KEY_EMPTY", { pk: "", sk: 1 }],
    ["KEY_TOO_LONG", { pk: "x".repeat(2_049), sk: 1 }],
    ["VALUE_NOT_STORABLE", { pk: "a", sk: Number.NaN }],
  ])("refuses with %s: %j", (code, record) => {
    expect(() => admitItem(record, keys)).toThrow(
      expect.objectContaining({ code, hint: expect.stringMatching(/\w/) }),
    );
  });

  it("takes a partition key of 2,048 bytes and a sort key of 1,024, no longer", () => {
    const texts: KeySchema = { ...keys, sortKey: { name: "sk", type: "S" } };
    const record = { pk: "x".repeat(2_048), sk: "é".repeat(512) };
    expect(() => admitItem(record, texts)).not.toThrow();
    expect(() => admitItem({ ...record, sk: `${record.sk}x` }, texts)).toThrow(
      expect.objectContaining({ code: "KEY_TOO_LONG", details: { attribute: "sk" } }),
    );
  });

  it("does not take what every object inherits for a key", () => {
    const inherited: KeySchema = { partitionKey: { name: "constructor", type: "S" } };
    expect(() => admitItem({ pk: "a" }, inherited)).toThrow(
      expect.objectContaining({ code: "KEY_MISSING" }),
    );
  });
});

describe("keyOf", () => {
  const single = (type: "S" | "N" | "B"): KeySchema => ({ partitionKey: { name: "k", type } });

  it.each(["1", "1.0", "1e0", "0.1E1", "+1", "001", "10e-1", "1.", ".1e1"])("%s is 1", (text) => {
    expect(keyOf({ k: { N: text } }, single("N"))).toBe(keyOf({ k: { N: "1" } }, single("N")));
  });

  it.each(["-1", "10", "0.1", "1.0000001", "0"])("%s is not 1", (text) => {
    expect(keyOf({ k: { N: text } }, single("N"))).not.toBe(keyOf({ k: { N: "1" } }, single("N")));
  });

  it("does not tell 0 from -0", () => {
    expect(keyOf({ k: { N: "-0.0" } }, single("N"))).toBe(keyOf({ k: { N: "0" } }, single("N")));
  });

  it("tells texts apart that look alike", () => {
    const composed = keyOf({ k: { S: "é" } }, single("S"));
    expect(keyOf({ k: { S: "e\u0301" } }, single("S"))).not.toBe(composed);
  });

  it("compares binary by its bytes", () => {
    expect(keyOf({ k: { B: "AR==" } }, single("B"))).toBe(keyOf({ k: { B: "AQ==" } }, single("B")));
  });

  it("keeps partition and sort key apart", () => {
    const texts: KeySchema = { ...keys, sortKey: { name: "sk", type: "S" } };
    const key = (pk: string, sk: string): string => keyOf({ pk: { S: pk }, sk: { S: sk } }, texts);
    expect(key("aS", "b")).not.toBe(key("a", "Sb"));
    expect(key("a", "b")).not.toBe(key("aS", "b"));
  });
});
