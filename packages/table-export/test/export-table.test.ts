import type { AttributeMap } from "@spillway/item";
import { ManualClock } from "@spillway/testkit";
import { expect, test } from "vitest";
import { type ExportRequest, exportError, exportTable } from "../src/index.ts";
import { MemoryPlaces } from "./memory-places.ts";

const request: ExportRequest = {
  format: "dynamodb-json",
  delimiter: ",",
  columns: undefined,
  keys: ["pk", "sk"],
  identity: { table: "T", at: "us-east-1" },
  resume: false,
  force: false,
};

async function exported(
  items: readonly AttributeMap[],
  wishes: Partial<ExportRequest>,
  places = new MemoryPlaces(),
) {
  const report = await exportTable(
    { ...request, ...wishes },
    {
      async *pages(from) {
        for (let at = Number(from ?? 0); at < items.length; at += 1) {
          yield { items: items.slice(at, at + 1), scanned: 2, units: 0.5, state: at + 1 };
        }
      },
      places,
      checkpoints: places.checkpoints,
      clock: new ManualClock(),
      signal: new AbortController().signal,
    },
  );
  return { report, text: places.published };
}

/** Ends after so many items, as Ctrl-C does. */
async function stopped(items: readonly AttributeMap[], after: number, places: MemoryPlaces) {
  const stop = new AbortController();
  return exportTable(request, {
    async *pages() {
      for (const [at, item] of items.entries()) {
        if (at + 1 === after) stop.abort();
        yield { items: [item], scanned: 1, units: 0.5, state: at + 1 };
      }
    },
    places,
    checkpoints: places.checkpoints,
    clock: new ManualClock(),
    signal: stop.signal,
  });
}

const items: AttributeMap[] = ["a", "b", "c"].map((pk) => ({ pk: { S: pk } }));

test("a table without items is a file without any, or a header alone", async () => {
  expect(await exported([], {})).toMatchObject({ text: "", report: { items: 0, complete: true } });
  expect((await exported([], { format: "csv", columns: ["pk", "n"] })).text).toBe("pk,n\n");
});

test("counts what was read and what it took", async () => {
  const { report } = await exported(items, {});
  expect(report).toMatchObject({
    items: 3,
    scanned: 6,
    readUnits: 1.5,
    bytes: 78,
    resumedAt: null,
  });
});

test("a CSV has the key first, then the other attributes by their names", async () => {
  const { text, report } = await exported(
    [
      { zip: { S: "0123" }, sk: { N: "1" }, pk: { S: "a" } },
      { pk: { S: "b" }, sk: { N: "2" }, age: { N: "31" }, ok: { BOOL: true } },
    ],
    { format: "csv" },
  );
  expect(text).toBe("pk,sk,age,ok,zip\na,1,,,0123\nb,2,31,true,\n");
  expect(report).toMatchObject({
    columns: ["pk", "sk", "age", "ok", "zip"],
    types: "sk:number,age:number,ok:boolean,*:string",
    remarks: [],
  });
});

test("a CSV tells what does not come back as it was", async () => {
  const { text, report } = await exported(
    [
      {
        pk: { S: "=1+1" },
        "a,b": { N: "1" },
        tags: { SS: ["x", "y"] },
        bytes: { B: "/w==" },
        mixed: { N: "7" },
        none: { NULL: true },
        empty: { S: "" },
        nul: { S: "\0" },
        " ": { S: "blank" },
        map: { M: { n: { N: "0.10000000000000000001" } } },
      },
      { pk: { S: "b" }, mixed: { S: "seven" }, other: { S: "no column" } },
    ],
    {
      format: "csv",
      columns: ["pk", "a,b", "tags", "bytes", "mixed", "none", "empty", "nul", " ", "map"],
    },
  );
  const lines = text?.split("\n");
  expect(lines?.[0]).toBe('pk,"a,b",tags,bytes,mixed,none,empty,nul," ",map');
  expect(lines?.[1]).toBe(
    '=1+1,1,"[""x"",""y""]",/w==,7,,"",\0,blank,"{""n"":0.10000000000000000001}"',
  );
  const told = (kind: string, attributes: string[]) => ({
    kind,
    values: 1,
    attributes,
    more: false,
  });
  expect(report.remarks).toEqual([
    told("binary", ["bytes"]),
    { ...told("nested", ["tags", "map"]), values: 2 },
    told("null", ["none"]),
    told("empty", ["empty"]),
    told("mixed", ["mixed"]),
    told("left-out", ["other"]),
    told("formula", ["pk"]),
    told("nul", ["nul"]),
    told("name", [" "]),
    told("untyped", ["a,b"]),
  ]);
  expect(report.types).toBe("*:string");
});

test("the one cell of a row is never a blank line, and no header is an order to Excel", async () => {
  const { text } = await exported([{ pk: { S: "a" } }, { "sep=;": { S: " " } }], {
    format: "csv",
    columns: ["sep=;"],
  });
  expect(text).toBe('"sep=;"\n""\n" "\n');
});

test("items of more attributes than a CSV has columns are refused, with what helps", async () => {
  const wide: AttributeMap = Object.fromEntries(
    Array.from({ length: 10_001 }, (_, n) => [`a${n}`, { BOOL: true }]),
  );
  await expect(exported([wide], { format: "csv" })).rejects.toThrow(
    expect.objectContaining({
      code: "COLUMNS_TOO_MANY",
      hint: expect.stringContaining("--columns"),
    }),
  );
});

test("columns are of a CSV, and on standard output they must be named", async () => {
  await expect(exported(items, { columns: ["pk"] })).rejects.toThrow("columns of a CSV");
  const places = Object.assign(new MemoryPlaces(), { openSpool: undefined });
  await expect(exported(items, { format: "csv" }, places as never)).rejects.toThrow(
    expect.objectContaining({ code: "COLUMNS_MISSING" }),
  );
});

test("a run that was ended keeps what was read, and the next goes on with it", async () => {
  const places = new MemoryPlaces();
  const first = await stopped(items, 2, places);
  expect(first).toMatchObject({ complete: false, items: 2, checkpoint: "checkpoint" });
  expect(places.published).toBeUndefined();
  const { report, text } = await exported(items, { resume: true }, places);
  expect(report).toMatchObject({ complete: true, items: 3, resumedAt: 2, checkpoint: null });
  expect(text).toBe(items.map((item) => `${JSON.stringify({ Item: item })}\n`).join(""));
});

test("what was read is not begun anew by itself", async () => {
  const places = new MemoryPlaces();
  await stopped(items, 2, places);
  await expect(exported(items, {}, places)).rejects.toSatisfy((error) =>
    exportError.is(error, "EXPORT_UNFINISHED"),
  );
  const { report } = await exported(items, { force: true }, places);
  expect(report).toMatchObject({ complete: true, items: 3, resumedAt: null });
});

test.each([
  ["another table", JSON.stringify({ table: "U", at: "us-east-1" }), 'table was "T" and is "U"'],
  ["another region", JSON.stringify({ table: "T", at: "eu-west-1" }), 'at was "us-east-1"'],
  ["a filter", JSON.stringify({ table: "T", at: "us-east-1", filter: "a" }), "filter was nothing"],
])("an export of %s is not gone on with", async (_, identity, message) => {
  const places = new MemoryPlaces();
  await stopped(items, 2, places);
  const next = exported(items, { resume: true, identity: JSON.parse(identity) }, places);
  await expect(next).rejects.toThrow(message);
});

test("what is no checkpoint is refused", async () => {
  const places = new MemoryPlaces();
  places.checkpoint = '{"version":2}';
  await expect(exported(items, { resume: true }, places)).rejects.toSatisfy((error) =>
    exportError.is(error, "EXPORT_CHECKPOINT_INVALID"),
  );
});

test("names of attributes that are data are not kept in memory without end", async () => {
  const { report } = await exported(
    Array.from({ length: 1_500 }, (_, n) => ({ pk: { S: "a" }, [`id-${n}`]: { SS: ["x"] } })),
    { format: "json-lines" },
  );
  const [sets] = report.remarks;
  expect(sets).toMatchObject({ kind: "set", values: 1_500, more: true });
  expect(sets?.attributes).toHaveLength(1_000);
});
