import { ExactNumber, type PlainRecord } from "@spillway/item";
import { describe, expect, test } from "vitest";
import { rejectedRecord } from "../../src/rejects/rejected-record.ts";
import { untransformedRecord } from "../../src/rejects/untransformed-record.ts";
import { type RecordShape, shapeItem, shapeRecord } from "../../src/shape/shape-record.ts";
import type { EntryShapes } from "../../src/source/entry-shapes.ts";
import { shapeTransformed } from "../../src/transform/transformed-record.ts";
import { AT, DELETES, lineOf, PLAIN, TEMPLATES, written } from "./reject-lines.ts";

describe("a record of a transform that no line can hold", () => {
  const endless: Record<string, PlainRecord[string]> = { pk: "a", sk: 1 };
  endless.self = [{ endless }];
  const origin = { id: 7, big: 9_007_199_254_740_993n, tags: new Set(["x"]) };
  const typed = { id: { N: "7" }, big: { N: "9007199254740993" }, tags: { SS: ["x"] } };
  const lineOfMade = (made: object, shape: RecordShape) => {
    const record = made as PlainRecord;
    const source = { ok: true, record, position: AT } as const;
    return lineOf(shapeTransformed({ kind: "record", record: source, origin }, shapes(shape)));
  };

  test.each<[string, unknown]>([
    ["NaN", Number.NaN],
    ["infinity", Number.NEGATIVE_INFINITY],
    ["a date", new Date(0)],
    ["a function", () => 1],
    ["a symbol", Symbol("x")],
    ["a map", new Map([["a", 1]])],
    ["nothing in a list", [1, undefined]],
    ["a list with holes", Array(2)],
    ["an empty set", new Set()],
    ["a mixed set", new Set(["a", 1])],
    ["a set with NaN", new Set([Number.NaN])],
    ["an object with a toJSON", { toJSON: () => "x" }],
    ["itself", endless],
  ])(
    "%s: the line has what the transform was given, and is not loaded without it",
    async (_, bad) => {
      for (const made of [
        { pk: "a", sk: 1, bad },
        { pk: "a", sk: 1, deep: [{ bad }], s: new Set("x") },
      ]) {
        const line = await lineOfMade(made, PLAIN);
        expect(JSON.parse(line)).toEqual({
          position: AT,
          reason: { code: "VALUE_NOT_STORABLE", message: expect.any(String) },
          ...{ fields: typed, typed: true, untransformed: true },
        });
        expect(await written(line)).toMatchObject({ puts: [], report: { rejected: 1 } });
        expect(untransformedRecord(JSON.parse(line))).toEqual(origin);
      }
    },
  );

  test("to be deleted, or without what its key is made of: the same", async () => {
    const fields = { ...{ fields: typed, typed: true, untransformed: true }, op: "delete" };
    const date = new Date(0);
    expect(JSON.parse(await lineOfMade({ pk: "a", sk: date }, DELETES))).toMatchObject(fields);
    const { op: _, ...rest } = fields;
    expect(JSON.parse(await lineOfMade({ sk: 1, date }, TEMPLATES))).toMatchObject(rest);
  });

  test("but of what a line can hold it has what came out", async () => {
    const made = { pk: "a", set: new Set([1n, new ExactNumber("0.10000000000000000001")]) };
    expect(JSON.parse(await lineOfMade(made, PLAIN))).toMatchObject({
      record: { pk: { S: "a" }, set: { NS: ["1", "0.10000000000000000001"] } },
      typed: true,
    });
    const deep = JSON.parse(`${'{"a":'.repeat(60)}1${"}".repeat(60)}`);
    expect(JSON.parse(await lineOfMade(deep, PLAIN))).toMatchObject({ record: deep });
  });
});

/** Of what comes out of a transform. */
function shapes(shape: RecordShape): EntryShapes {
  return {
    shape: (record) => shapeRecord(record, shape),
    shapeItem: (item) => shapeItem(item, shape),
    shapeReject: (line) => rejectedRecord(line, shape),
  };
}
