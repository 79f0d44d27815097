import { gzipSync } from "node:zlib";
import { isSpillwayError } from "@spillway/errors";
import { describe, expect, it } from "vitest";
import {
  csvLayout,
  csvRecords,
  jsonLinesRecords,
  rangedBytes,
  splitCsv,
  splitLines,
} from "../src/index.ts";
import { chunks } from "./csv/csv-sources.ts";

/** An object that knows which of its bytes were read. */
function objectOf(content: string | Uint8Array) {
  const bytes = Buffer.from(content);
  const reads: (readonly [number, number])[] = [];
  const read = async (start: number, end: number) => {
    reads.push([start, end]);
    return bytes.subarray(start, end);
  };
  return { size: bytes.length, read, reads };
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
}

const errorOf = (work: Promise<unknown>) => work.catch((error: unknown) => error);

describe("a range", () => {
  const LINES = '{"a":1}\n{"a":2}\n\n{"a":3}\n';

  it("has the records that begin in it, with their bytes, and no line where none is known", async () => {
    const object = objectOf(LINES);
    const range = { begin: 8, end: 18 };
    const found = await all(jsonLinesRecords(rangedBytes(object, { range }), { range }));
    expect(found).toEqual([
      { ok: true, record: { a: 2 }, position: { index: 0, byte: 8 } },
      { ok: true, record: { a: 3 }, position: { index: 1, byte: 17 } },
    ]);
  });

  it("that begins with the file has lines too", async () => {
    const range = { begin: 0, end: 8 };
    const found = await all(jsonLinesRecords(chunks([LINES]), { range }));
    expect(found.map(({ position }) => position)).toEqual([{ line: 1, index: 0, byte: 0 }]);
  });

  it("is read to the end of its last record, and no further", async () => {
    const whole = objectOf(LINES);
    const range = { begin: 0, end: 16 };
    await all(jsonLinesRecords(rangedBytes(whole, { range }), { range }));
    expect(whole.reads).toEqual([[0, 16]]);
    const within = objectOf(LINES);
    const shorter = { begin: 0, end: 12 };
    const found = await all(
      jsonLinesRecords(rangedBytes(within, { range: shorter }), { range: shorter }),
    );
    expect(found).toHaveLength(2);
    expect(within.reads).toEqual([
      [0, 12],
      [12, LINES.length],
    ]);
  });

  it("within one long line has no record, and reads nothing beyond itself", async () => {
    const object = objectOf(`{"a":"${"x".repeat(1_000)}"}\n`);
    const range = { begin: 100, end: 200 };
    expect(await all(jsonLinesRecords(rangedBytes(object, { range }), { range }))).toEqual([]);
    expect(object.reads).toEqual([[99, 200]]);
  });

  it.each([
    [-1, 5],
    [0.5, 5],
    [5, 4],
    [0, Number.NaN],
  ])("from %d to %d is refused", async (begin, end) => {
    const range = { begin, end };
    const error = await errorOf(all(jsonLinesRecords(chunks([""]), { range })));
    expect(isSpillwayError(error, "BYTE_RANGE_INVALID")).toBe(true);
  });

  it("after a CSV's header needs the columns", async () => {
    const range = { begin: 4, end: 8 };
    const error = await errorOf(all(csvRecords(chunks(["a,b\n1,2\n"]), { range })));
    expect(isSpillwayError(error, "CSV_COLUMNS_NOT_GIVEN") && error.message).toBe(
      "expected columns for a range that begins after the header, at byte 4; came none",
    );
  });
});

describe("a CSV's layout", () => {
  it("says the columns, and where the records begin", async () => {
    expect(
      await csvLayout(chunks(["\uFEFFid;n\r\n", "\r\n7;1\r\n"]), {
        delimiter: "auto",
        infer: true,
      }),
    ).toEqual({
      delimiter: ";",
      columns: [
        { name: "id", type: "number", inferred: true },
        { name: "n", type: "number", inferred: true },
      ],
      sampled: 1,
      recordsBegin: 11,
    });
  });

  it("is given back to read records without a header", async () => {
    const layout = await csvLayout(chunks(["id,n\n"]), { types: { n: "number" } });
    expect(layout?.recordsBegin).toBe(5);
    const found = await all(csvRecords(chunks(["a,1\n"]), { ...(layout && { columns: layout }) }));
    expect(found).toMatchObject([{ record: { id: "a", n: 1 }, position: { line: 1, index: 0 } }]);
  });

  it("of nothing is none", async () => {
    expect(await csvLayout(chunks([""]))).toBeUndefined();
  });
});

describe("lines", () => {
  it.each([
    [{ ranges: 3 }, [0, 33, 66, 100]],
    [{ rangeBytes: 40 }, [0, 40, 80, 100]],
    [{ rangeBytes: 100 }, [0, 100]],
    [{ ranges: 1 }, [0, 100]],
  ])("are cut at any byte: %o", async (wish, edges) => {
    const { ranges, refused } = await splitLines(objectOf("x".repeat(100)), wish);
    expect(ranges).toEqual(edges.slice(1).map((end, at) => ({ begin: edges[at], end })));
    expect(refused).toEqual([]);
  });

  it("of an empty file are in no range", async () => {
    expect(await splitLines(objectOf(""), { ranges: 3 })).toEqual({ ranges: [], refused: [] });
  });

  it("can't be cut in gzip", async () => {
    const object = objectOf(gzipSync('{"a":1}\n'.repeat(100)));
    const { ranges, refused } = await splitLines(object, { ranges: 3 });
    expect(ranges).toEqual([{ begin: 0, end: object.size }]);
    expect(refused.map(({ cut, reason }) => [cut, reason.code])).toEqual([
      [false, "CUT_OF_GZIP"],
      [false, "CUT_OF_GZIP"],
    ]);
  });

  it.each([{ ranges: 0 }, { ranges: 1.5 }, { rangeBytes: -1 }])("refuse %o", async (wish) => {
    const error = await errorOf(splitLines(objectOf("x"), wish));
    expect(isSpillwayError(error, "SPLIT_INVALID")).toBe(true);
  });
});

describe("a CSV", () => {
  const layout = { delimiter: ",", recordsBegin: 4 };
  const split = (rows: string, ranges: number, maxRecordBytes = 100) =>
    splitCsv(objectOf(`a,b\n${rows}`), { ranges }, { layout, maxRecordBytes });

  it("without quotes is cut near where it was wished", async () => {
    const { ranges, refused } = await split("1,2\n".repeat(1_000), 4);
    expect(refused).toEqual([]);
    expect(ranges.map(({ begin }) => begin % 4)).toEqual([0, 0, 0, 0]);
    for (const [at, { begin }] of ranges.entries()) {
      expect(Math.abs(begin - 4 - 1_000 * at)).toBeLessThanOrEqual(8);
    }
  });

  it("with quotes on one line, too", async () => {
    const { ranges, refused } = await split('"1,1",2\n'.repeat(1_000), 4);
    expect([ranges.length, refused]).toEqual([4, []]);
  });

  it("with newlines in quotes is cut between its records only", async () => {
    const row = '1,"two\nlines"\n';
    const { ranges, refused } = await split(row.repeat(1_000), 4);
    expect([ranges.length, refused]).toEqual([4, []]);
    for (const { begin } of ranges) expect((begin - 4) % row.length).toBe(0);
  });

  it("is not cut where what is inside and what is outside of quotes looks the same", async () => {
    const { ranges, refused } = await split('"\n'.repeat(1_000), 3);
    expect(ranges).toEqual([{ begin: 4, end: 2_004 }]);
    expect(refused).toMatchObject([
      { cut: false, byte: 670, reason: { code: "CUT_NOT_CERTAIN" } },
      { cut: false, byte: 1_337, reason: { code: "CUT_NOT_CERTAIN" } },
    ]);
  });

  it("is not cut inside of a record that is longer than a range was to be", async () => {
    const { ranges, refused } = await split(`1,"${"line\n".repeat(10)}"\n3,4\n`, 6);
    expect(ranges.map(({ begin }) => begin)).toEqual([4, 59]);
    expect(refused.length).toBe(4);
  });

  it("can't be cut in gzip", async () => {
    const object = objectOf(gzipSync("a,b\n1,2\n".repeat(100)));
    const { ranges, refused } = await splitCsv(object, { ranges: 2 }, { layout });
    expect(ranges).toHaveLength(1);
    expect(refused).toMatchObject([{ cut: false, reason: { code: "CUT_OF_GZIP" } }]);
  });
});
