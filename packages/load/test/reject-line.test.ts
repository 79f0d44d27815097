import { ExactNumber, keyTemplate, type PlainRecord, toAttributeMap } from "@spillway/item";
import { jsonLinesRecords, type Position } from "@spillway/records";
import type { SourceEntry } from "@spillway/table-writer";
import { attributeMaps, plainRecords } from "@spillway/testkit";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isRejectLine, rejectLine } from "../src/rejects/reject-line.ts";
import { rejectedRecord } from "../src/rejects/rejected-record.ts";
import { untransformedRecord } from "../src/rejects/untransformed-record.ts";
import { type RecordShape, shapeItem, shapeRecord } from "../src/shape/shape-record.ts";
import type { EntryShapes } from "../src/source/entry-shapes.ts";
import { shapeTransformed } from "../src/transform/transformed-record.ts";
import { writtenBy } from "./written-by.ts";

const KEYS = {
  partitionKey: { name: "pk", type: "S" },
  sortKey: { name: "sk", type: "N" },
} as const;
const PLAIN: RecordShape = { keys: KEYS, deletes: false };
const DELETES: RecordShape = { keys: KEYS, deletes: true };
const TEMPLATES: RecordShape = {
  keys: KEYS,
  partitionKey: keyTemplate("USER#{id}"),
  shards: 4,
  deletes: false,
};
const AT: Position = { line: 4, index: 2 };

/** The one line that is written of what the table does not take. */
async function lineOf(entry: SourceEntry, takes = false): Promise<string> {
  const { outcomes } = await writtenBy([entry], KEYS, () => takes);
  const [outcome] = outcomes;
  if (outcome === undefined) throw new Error("it was written");
  return rejectLine(outcome);
}

/** What comes of a line when its file is loaded. */
async function loaded(line: string, shape: RecordShape = PLAIN): Promise<SourceEntry> {
  for await (const source of jsonLinesRecords(linesOf(line))) return rejectedRecord(source, shape);
  throw new Error("no line");
}

async function* linesOf(text: string) {
  yield text;
}

const written = async (line: string, shape?: RecordShape) =>
  writtenBy([await loaded(line, shape)], KEYS);
const mended = (line: string, changes: object) =>
  JSON.stringify({ ...JSON.parse(line), ...changes });
const put = (record: PlainRecord): SourceEntry => ({ ok: true, record, position: AT });

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

describe("text that could not be read", () => {
  test.each(["TEXT_NOT_UTF8", "TEXT_NOT_DECODABLE"])(
    "after %s is not written with a character in place of its bytes, only once it is mended",
    async (code) => {
      const raw = '{"pk":"Zo\uFFFD","sk":1}';
      const reason = { code, message: "expected other bytes" };
      const line = await lineOf(shapeRecord({ ok: false, reason, position: AT, raw }, PLAIN));
      expect(await written(line)).toMatchObject({ puts: [], report: { rejected: 1 } });
      const puts = [{ pk: { S: "Zoë" }, sk: { N: "1" } }];
      expect(await written(mended(line, { raw: '{"pk":"Zoë","sk":1}' }))).toMatchObject({ puts });
    },
  );

  const rawOf = (raw: string, shape: RecordShape = PLAIN) => {
    const reason = { code: "JSON_MALFORMED", message: "expected one JSON object" };
    return lineOf(shapeRecord({ ok: false, reason, position: AT, raw }, shape));
  };

  test("stays rejected for the same reason, said once, until it is mended", async () => {
    const line = await rawOf('{"pk":"a","sk":1');
    expect(JSON.parse(line)).toMatchObject({ raw: '{"pk":"a","sk":1' });
    const twice = await lineOf(await loaded(await lineOf(await loaded(line))));
    expect(JSON.parse(twice)).toMatchObject({
      reason: {
        code: "JSON_MALFORMED",
        message: "expected one JSON object (it still is as it was)",
      },
      raw: '{"pk":"a","sk":1',
    });
  });

  test("is a record once it is a JSON object, with every digit and the keys of the templates", async () => {
    const line = await rawOf('{"sk":1,"id":7');
    const { puts } = await written(
      mended(line, { raw: '{"sk":9007199254740993,"id":7}' }),
      TEMPLATES,
    );
    expect(puts).toMatchObject([
      { pk: { S: expect.stringMatching(/^USER#7#/) }, sk: { N: "9007199254740993" } },
    ]);
  });

  test("is an item once it is one in DynamoDB's JSON, of an export too", async () => {
    const item = '{"pk":{"S":"a"},"sk":{"N":"1"}}';
    const line = await rawOf("{");
    for (const raw of [item, `{"Item":${item}}`]) {
      expect((await written(mended(line, { raw }))).puts).toEqual([JSON.parse(item)]);
    }
  });

  test("of a load that deletes is of an item to delete", async () => {
    const line = await rawOf("{", DELETES);
    expect(await written(mended(line, { raw: '{"pk":"a","sk":1}' }))).toMatchObject({
      puts: [],
      deletes: [{ pk: { S: "a" }, sk: { N: "1" } }],
    });
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
