import { ExactNumber, toAttributeMap } from "@spillway/item";
import type { SourceEntry } from "@spillway/table-writer";
import { attributeMaps, plainRecords } from "@spillway/testkit";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isRejectLine } from "../../src/rejects/reject-line.ts";
import { shapeItem, shapeRecord } from "../../src/shape/shape-record.ts";
import {
  AT,
  DELETES,
  KEYS,
  lineOf,
  loaded,
  mended,
  PLAIN,
  put,
  TEMPLATES,
  written,
} from "./reject-lines.ts";

describe("a write that failed", () => {
  test("is put as the very item that was tried", async () => {
    const line = await lineOf(
      put({ pk: "a", sk: 9_007_199_254_740_993n, n: new ExactNumber("0.10000000000000000001") }),
    );
    expect(JSON.parse(line)).toMatchObject({
      position: AT,
      reason: { code: expect.any(String), message: expect.any(String) },
      item: { pk: { S: "a" }, sk: { N: "9007199254740993" }, n: { N: "0.10000000000000000001" } },
    });
    expect((await written(line)).puts).toEqual([JSON.parse(line).item]);
  });

  test("is deleted by its key", async () => {
    const line = await lineOf({ ok: true, delete: { pk: "a", sk: 1, more: "x" }, position: AT });
    expect(JSON.parse(line).delete).toEqual({ pk: { S: "a" }, sk: { N: "1" } });
    expect(await written(line)).toMatchObject({ puts: [], deletes: [JSON.parse(line).delete] });
  });

  test("of whatever item comes back as it was", async () => {
    const items = attributeMaps([KEYS.partitionKey, KEYS.sortKey]);
    await fc.assert(
      fc.asyncProperty(items, async (attributes) => {
        const line = await lineOf({ ok: true, attributes, position: AT });
        expect(isRejectLine(JSON.parse(line))).toBe(true);
        expect(await loaded(line)).toEqual({
          ok: true,
          attributes,
          position: { line: 1, index: 0, byte: 0 },
        });
      }),
      { numRuns: 50 },
    );
  });
});

describe("a record that was rejected", () => {
  test("keeps its fields and every digit, and is written once it is mended", async () => {
    const line = await lineOf(put({ pk: "a", n: 9_007_199_254_740_993n }));
    expect(line).toContain('"code":"KEY_MISSING"');
    expect(line).toContain('"record":{"pk":"a","n":9007199254740993}');
    expect((await written(line)).report).toMatchObject({ rejected: 1 });
    const { puts } = await written(line.replace('"pk":"a"', '"pk":"a","sk":7'));
    expect(puts).toEqual([{ pk: { S: "a" }, sk: { N: "7" }, n: { N: "9007199254740993" } }]);
  });

  test("of JSON comes back as it was, whatever it holds", async () => {
    // What JSON can hold: no binary, no sets.
    const records = plainRecords().filter((record) => isJson(record));
    await fc.assert(
      fc.asyncProperty(records, async (record) => {
        const { pk: _, ...keyless } = record;
        const back = await loaded(await lineOf(put(keyless)));
        expect(attributesOf(back)).toEqual(toAttributeMap(keyless));
      }),
      { numRuns: 50 },
    );
  });

  test("in DynamoDB's JSON keeps its item", async () => {
    const attributes = { pk: { S: "a" }, n: { NS: ["1", "2"] } };
    const line = await lineOf({ ok: true, attributes, position: AT });
    expect(JSON.parse(line)).toMatchObject({ reason: { code: "KEY_MISSING" }, item: attributes });
    const { puts } = await written(mended(line, { item: { ...attributes, sk: { N: "1" } } }));
    expect(puts).toEqual([{ ...attributes, sk: { N: "1" } }]);
  });

  test("that was to be deleted is deleted when it is loaded, not put", async () => {
    const line = await lineOf(
      shapeRecord({ ok: true, record: { pk: "a" }, position: AT }, DELETES),
    );
    expect(JSON.parse(line)).toMatchObject({ op: "delete", record: { pk: "a" } });
    const again = await lineOf(await loaded(line));
    expect(JSON.parse(again)).toMatchObject({ op: "delete", record: { pk: "a" } });
    expect(await written(mended(again, { record: { pk: "a", sk: 1 } }))).toMatchObject({
      puts: [],
      deletes: [{ pk: { S: "a" }, sk: { N: "1" } }],
    });
    const item = await lineOf(
      shapeItem({ ok: true, attributes: { pk: { S: "a" } }, position: AT }, DELETES),
    );
    expect(JSON.parse(item)).toMatchObject({ delete: { pk: { S: "a" } } });
  });

  test("whose key could not be made gets it when it is loaded with the template", async () => {
    const record = { name: "Zoë", sk: 5 };
    const line = await lineOf(shapeRecord({ ok: true, record, position: AT }, TEMPLATES));
    expect(JSON.parse(line)).toMatchObject({
      reason: { code: "TEMPLATE_FIELD_MISSING" },
      fields: record,
    });
    // Without the template it is as it was, so that it can still be loaded with it.
    const again = await lineOf(await loaded(line));
    expect(JSON.parse(again)).toMatchObject({
      reason: { code: "TEMPLATE_MISSING" },
      fields: record,
    });
    const { puts } = await written(mended(again, { fields: { ...record, id: 7 } }), TEMPLATES);
    expect(puts).toEqual([
      {
        pk: { S: expect.stringMatching(/^USER#7#00[0-3]$/) },
        sk: { N: "5" },
        name: { S: "Zoë" },
        id: { N: "7" },
      },
    ]);
  });

  test("that has its keys is not given them a second time", async () => {
    const record = { id: 7, sk: "no number" };
    const line = await lineOf(shapeRecord({ ok: true, record, position: AT }, TEMPLATES));
    const shaped = JSON.parse(line).record;
    const { puts } = await written(mended(line, { record: { ...shaped, sk: 1 } }), TEMPLATES);
    expect(puts).toMatchObject([{ pk: { S: shaped.pk } }]);
  });
});

describe("what the person asks of a reject file", () => {
  test("--delete deletes what the lines hold", async () => {
    const failed = await lineOf(put({ pk: "a", sk: 1, text: "x" }));
    expect(await written(failed, DELETES)).toMatchObject({
      puts: [],
      deletes: [{ pk: { S: "a" }, sk: { N: "1" } }],
    });
  });

  test("--ttl gives items and records their expiry", async () => {
    const shape = { ...PLAIN, expiry: { attribute: "expires", second: 99 } };
    const failed = await lineOf(put({ pk: "a", sk: 1 }));
    const rejected = mended(await lineOf(put({ pk: "a" })), { record: { pk: "b", sk: 1 } });
    for (const line of [failed, rejected]) {
      expect((await written(line, shape)).puts).toMatchObject([{ expires: { N: "99" } }]);
    }
  });
});

test.each([
  ["no reject line", '{"pk":"a","sk":1}', "REJECT_LINE_INVALID"],
  ["an item that is none", lineWith('"item":{"pk":"a"}'), "VALUE_NOT_STORABLE"],
  ["an item that is gone", lineWith('"item":null'), "VALUE_NOT_STORABLE"],
  ["a record that is none", lineWith('"record":"a"'), "REJECT_LINE_INVALID"],
  ["a record that is an array", lineWith('"record":[]'), "REJECT_LINE_INVALID"],
  ["raw that is no text", lineWith('"raw":1'), "REJECT_LINE_INVALID"],
])("a line with %s is rejected and kept whole", async (_, line, code) => {
  const again = await lineOf(await loaded(line));
  expect(JSON.parse(again)).toMatchObject({ reason: { code } });
  expect(JSON.parse(JSON.parse(again).raw)).toEqual(JSON.parse(line));
  // Mended where it stands, it is a line again.
  const raw = lineWith('"item":{"pk":{"S":"a"},"sk":{"N":"1"}}');
  expect((await written(mended(again, { raw }))).report).toMatchObject({ written: 1 });
});

function lineWith(content: string): string {
  return `{"position":{"line":1,"index":0},"reason":{"code":"X","message":"x"},${content}}`;
}

function attributesOf(entry: SourceEntry): unknown {
  return entry.ok && "record" in entry ? toAttributeMap(entry.record) : entry;
}

function isJson(value: unknown): boolean {
  if (value instanceof Set || value instanceof Uint8Array) return false;
  return typeof value !== "object" || value === null || Object.values(value).every(isJson);
}
