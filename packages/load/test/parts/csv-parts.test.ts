import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import type { SourceRecord } from "@spillway/records";
import { describe, expect, test } from "vitest";
import type { Input } from "../../src/input/input.ts";
import { plannedSourceSchema, sourceOfPart } from "../../src/parts/planned-source.ts";
import { splitSource } from "../../src/parts/split-source.ts";
import type { CsvWishes } from "../../src/source/csv/find-csv-reading.ts";
import { openSource } from "../../src/source/open-source.ts";
import { recordBlocks } from "../../src/source/record-blocks.ts";
import type { RecordReading } from "../../src/source/record-reading.ts";
import type { Source } from "../../src/source/source.ts";

function inputOf(bytes: Buffer): Input {
  return {
    ...{ name: "s3://bucket/records.csv", label: "records", bytes: bytes.length },
    identity: { bytes: bytes.length, etag: "1" },
    read: () => Readable.from([bytes]),
    object: { size: bytes.length, read: async (start, end) => bytes.subarray(start, end) },
  };
}

async function recordsOf(source: Source, reading: Partial<RecordReading> = {}) {
  const all: unknown[] = [];
  for await (const block of recordBlocks(source, { from: 0, ...reading })) {
    for (const record of block.records as readonly SourceRecord[]) {
      all.push(record.ok ? { ...record.record } : record.reason.code);
    }
  }
  return all;
}

const WISHES: CsvWishes = { delimiter: undefined, types: {}, infer: true, empty: "omit" };
const raw = String.raw;

describe("a part knows from its plan how the CSV is written", () => {
  test.each<[string, string, Partial<CsvWishes>, unknown[]]>([
    [
      "names, of which one leaves its column out",
      ",x,y\n0,a,1\n1,b,2\n",
      { columns: ["", "id", "n"] },
      [
        { id: "a", n: 1 },
        { id: "b", n: 2 },
      ],
    ],
    [
      "no header, and lines before the first record",
      "title\na,1\nb,2\n",
      { columns: ["id", "n"], header: false, skipLines: 1 },
      [
        { id: "a", n: 1 },
        { id: "b", n: 2 },
      ],
    ],
    [
      "an escape that was found, which is read as strictly in each part",
      `id,n\n${raw`a,"\"x\""`}\n${raw`b,"\"y\\\""`}\n${raw`c,"\n"`}\nd,\\N\n`,
      {},
      [
        { id: "a", n: '"x"' },
        { id: "b", n: raw`"y\"` },
        "CSV_ESCAPE_UNCERTAIN",
        { id: "d", n: null },
      ],
    ],
    [
      "an escape that was said",
      `id,n\n${raw`a,"\n"`}\n${raw`b,x\,y`}\n`,
      { escape: "\\" },
      [
        { id: "a", n: "\n" },
        { id: "b", n: "x,y" },
      ],
    ],
    [
      "NULL for empty cells, but not for the key's",
      "id,n,m\na,,1\n,2,\n",
      { empty: "null" },
      [
        { id: "a", n: null, m: 1 },
        { n: 2, m: null },
      ],
    ],
  ])("%s", async (_, text, wishes, expected) => {
    for (const bytes of [Buffer.from(text), gzipSync(text)]) {
      const input = inputOf(bytes);
      const source = await openSource(input, {
        ...{ format: undefined, csv: { ...WISHES, ...wishes } },
        ...{ keyAttributes: [{ name: "id", type: "S" }], needed: ["id"], table: "T" },
      });
      expect(await recordsOf(source)).toEqual(expected);
      const plan = await splitSource(source, { version: 1, identity: {} }, { rangeBytes: 4 });
      const kept = plannedSourceSchema.parse(JSON.parse(JSON.stringify(plan.source)));
      const parts: unknown[] = [];
      for (const range of plan.ranges) {
        const part = sourceOfPart(input, kept);
        const ofPart = kept.goesOnBy === "byte" ? { range } : {};
        parts.push(...(await recordsOf(part, ofPart)));
      }
      expect(parts).toEqual(expected);
      expect(plan.ranges.length > 1).toBe(kept.goesOnBy === "byte");
    }
  });

  test("a plan that an earlier version kept is read as it was meant", () => {
    const layout = { delimiter: ",", columns: [], sampled: 0, recordsBegin: 3 };
    const csv = { delimiter: ",", types: {}, infer: true, empty: "omit", layout };
    const kept = { version: 1, identity: {}, bytes: 9, goesOnBy: "byte", format: "csv", csv };
    expect(plannedSourceSchema.parse(kept)).toMatchObject({
      csv: { escape: "none", notNull: [], layout },
    });
  });
});
