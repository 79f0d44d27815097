import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { createClients } from "@spillway/aws-clients";
import type { TableShape } from "@spillway/capacity";
import { type FakeServices, fakeServices, ManualClock } from "@spillway/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Interrupt, type MeasureRequest, measureSource } from "../../src/index.ts";

const billing = { mode: "on-demand" } as const;
const TABLE: TableShape = {
  name: "Users",
  keys: { partitionKey: { name: "pk", type: "S" } },
  billing,
  globalIndexes: [
    {
      name: "byDay",
      keys: { partitionKey: { name: "day", type: "N" } },
      projection: { type: "KEYS_ONLY" },
      billing,
    },
  ],
  localIndexes: [],
};
const RECORDS = Array.from({ length: 300 }, (_, n) => ({
  pk: `user#${n}`,
  text: "x".repeat(n % 3 === 0 ? 1_100 : 10),
  ...(n % 4 === 0 && { day: 20_260_501 }),
}));
/** Each third has over 1 KB; each fourth is in the index. */
const EXPECTED = {
  ...{ complete: true, records: 300, items: 300, deletes: 0, rejected: 0, reasons: [] },
  keys: { distinct: 300, error: 0 },
  units: { table: 400, indexes: { byDay: 75 } },
  indexItems: { byDay: 75 },
  hotKeys: [{ resource: "byDay", key: "20260501", share: 1, error: 0 }],
};

const csv = `pk,text,day\n${RECORDS.map(({ pk, text, day = "" }) => `${pk},${text},${day}\n`).join("")}`;
const jsonLines = RECORDS.map((record) => `${JSON.stringify(record)}\n`).join("");
const items = RECORDS.map(({ pk, text, day }) => ({
  ...{ pk: { S: pk }, text: { S: text } },
  ...(day !== undefined && { day: { N: `${day}` } }),
}));
const itemLines = items.map((item) => `${JSON.stringify(item)}\n`).join("");
const exportLines = items.map((Item) => `${JSON.stringify({ Item })}\n`).join("");

let folder: string;
let server: FakeServices;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-measure-"));
  server = await fakeServices();
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await server.close();
});

async function measured(
  request: Partial<MeasureRequest> & { readonly source: string },
  {
    stdin = "",
    interrupt = new Interrupt(),
    onProgress = (_: { readonly recordsRead: number }) => {},
  } = {},
) {
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  const clients = createClients({ region: "eu-west-1", credentials, endpoint: server.url });
  try {
    return await measureSource(
      { table: TABLE, empty: "omit", deletes: false, ...request },
      {
        ...{ clients, interrupt, clock: new ManualClock(), onProgress, onStart: () => {} },
        standardInput: Readable.from([Buffer.from(stdin)]),
      },
    );
  } finally {
    clients.destroy();
  }
}

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

test.each<[string, string | Uint8Array, string, number]>([
  ["users.csv", csv, "csv", csv.length],
  ["users.jsonl", jsonLines, "json-lines", jsonLines.length],
  ["users.items.jsonl", itemLines, "dynamodb-json", itemLines.length],
  ["users.csv.gz", gzipSync(csv), "csv", csv.length],
  ["users.csv.zst", zstdCompressSync(csv), "csv", csv.length],
  ["utf16.csv", Buffer.from(`\uFEFF${csv}`, "utf16le"), "csv", csv.length + 3],
])(
  "%s is measured, its text counted in UTF-8 without compression",
  async (name, content, format, sourceBytes) => {
    const source = await fileOf(name, content);
    expect(await measured({ source })).toMatchObject({ ...EXPECTED, source, format, sourceBytes });
  },
);

test("standard input is measured", async () => {
  const expected = { ...EXPECTED, source: "-", sourceBytes: jsonLines.length };
  expect(await measured({ source: "-" }, { stdin: jsonLines })).toMatchObject(expected);
});

test("an object in S3 is measured", async () => {
  server.objects.set("bucket/users.csv.gz", gzipSync(csv));
  const source = "s3://bucket/users.csv.gz";
  const expected = { ...EXPECTED, source, sourceBytes: csv.length };
  expect(await measured({ source })).toMatchObject(expected);
});

test("the folder of an export is measured", async () => {
  const bytes = gzipSync(exportLines);
  const file = {
    itemCount: 300,
    md5Checksum: createHash("md5").update(bytes).digest("base64"),
    dataFileS3Key: "AWSDynamoDB/01/data/a.json.gz",
  };
  const summary = {
    ...{ version: "2023-08-01", itemCount: 300, outputFormat: "DYNAMODB_JSON" },
    ...{ manifestFilesS3Key: "AWSDynamoDB/01/manifest-files.json", exportType: "FULL_EXPORT" },
  };
  await fileOf("export/data/a.json.gz", bytes);
  await fileOf("export/manifest-files.json", JSON.stringify(file));
  await fileOf("export/manifest-summary.json", JSON.stringify(summary));
  const expected = { ...EXPECTED, format: "export", sourceBytes: exportLines.length };
  expect(await measured({ source: join(folder, "export") })).toMatchObject(expected);
});

test("records are measured as they are written: keys of templates, shards, expiry", async () => {
  const source = await fileOf("orders.jsonl", '{"id":7,"day":1}\n{"id":8,"day":1}\n{"day":1}\n');
  const table: TableShape = {
    ...TABLE,
    keys: { partitionKey: { name: "pk", type: "S" }, sortKey: { name: "sk", type: "S" } },
    globalIndexes: [],
  };
  const ttl = { attribute: "expires_at", seconds: 60 };
  const request = { pk: "DAY#{day}", sk: "{id}", shard: 10, ttl, table };
  expect(await measured({ source, ...request })).toMatchObject({
    ...{ records: 3, items: 2, rejected: 1 },
    reasons: [{ code: "TEMPLATE_FIELD_MISSING", records: 1, first: { position: { line: 3 } } }],
    // pk and DAY#1#000, sk and 7, id and a number, day and a number, expires_at and a number.
    itemBytes: { least: 2 + 9 + 2 + 1 + 2 + 2 + 3 + 2 + 10 + 2 },
    hotKeys: [],
  });
});

test("records that a load rejects are counted by their reason, and the rest is measured", async () => {
  const source = await fileOf("bad.csv", "pk,day\na,1\n,2\nb,3,4\nc,x\nd,5\n");
  expect(await measured({ source })).toMatchObject({
    ...{ records: 5, items: 2, rejected: 3, units: { table: 2, indexes: { byDay: 2 } } },
    reasons: expect.arrayContaining([
      expect.objectContaining({ code: "KEY_MISSING", records: 1 }),
      expect.objectContaining({ code: "CSV_FIELD_COUNT", records: 1 }),
    ]),
  });
});

test("an empty source has nothing in it", async () => {
  const source = await fileOf("empty.csv", "");
  expect(await measured({ source })).toMatchObject({
    ...{ complete: true, records: 0, items: 0, rejected: 0, sourceBytes: 0, hotKeys: [] },
    itemBytes: { total: 0, least: 0, most: 0, median: 0 },
    units: { table: 0, indexes: {} },
  });
});

test.each<[string, Partial<MeasureRequest> & { readonly source: string }]>([
  ["KEY_COLUMN_MISSING", { source: "other.csv" }],
  ["SOURCE_NOT_FOUND", { source: "none.csv" }],
  ["SORT_KEY_UNKNOWN", { source: "other.csv", sk: "{id}" }],
  ["TTL_ATTRIBUTE_UNKNOWN", { source: "other.csv", ttl: { attribute: undefined, seconds: 1 } }],
])("what keeps a load from being begun keeps a measuring: %s", async (code, request) => {
  await fileOf("other.csv", "id,name\n1,Zoë\n");
  const source = join(folder, request.source);
  await expect(measured({ ...request, source })).rejects.toMatchObject({ code });
});

test("an interrupt ends it, and what was read is measured", async () => {
  const source = await fileOf("long.csv", `pk\n${"a\n".repeat(100_000)}`);
  const interrupt = new Interrupt();
  const onProgress = ({ recordsRead }: { readonly recordsRead: number }) => {
    if (recordsRead > 1_000) interrupt.request();
  };
  const found = await measured({ source }, { interrupt, onProgress });
  expect(found).toMatchObject({ complete: false, keys: { distinct: 1 } });
  expect(found.records).toBeGreaterThan(1_000);
  expect(found.records).toBeLessThan(2_000);
  expect(found.items).toBe(found.records);
});
