import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ByteRange,
  csvLayout,
  csvRecordBlocks,
  csvRecords,
  dynamodbJsonRecords,
  jsonLinesRecordBlocks,
  jsonLinesRecords,
  type MalformedRecord,
  type RangeReading,
  type ReadableRecord,
  rangedBytes,
  type SourceItem,
  type SourceRecord,
  splitCsv,
} from "../src/index.ts";
import { chunks, cut } from "./csv/csv-sources.ts";

type Found = ReadableRecord | SourceItem | MalformedRecord;
type Read = (input: AsyncIterable<Uint8Array>, range?: ByteRange) => AsyncIterable<Found>;

const object = (bytes: Uint8Array) => ({
  size: bytes.length,
  read: async (start: number, end: number) => bytes.subarray(start, end),
});

/** What is known of a record in a range: all but its number and line in the file. */
async function found(records: AsyncIterable<Found>): Promise<object[]> {
  const all: object[] = [];
  for await (const { position, ...record } of records) all.push({ ...record, byte: position.byte });
  return all;
}

/** The records of all ranges, each read by itself from bytes that come in chunks cut at `places`. */
async function foundInRanges(
  read: Read,
  bytes: Uint8Array,
  ranges: readonly ByteRange[],
  places: readonly number[],
): Promise<object[]> {
  const all: object[] = [];
  for (const range of ranges) {
    const input = bytes.subarray(Math.max(0, range.begin - 1));
    const records = await found(read(chunks(cut(input, places)), range));
    const parts = rangedBytes(object(bytes), { range, partBytes: (places[0] ?? 7) % 50 || 1 });
    expect(await found(read(parts, range))).toEqual(records);
    all.push(...records);
  }
  return all;
}

const ranges = (size: number, places: readonly number[]): ByteRange[] => {
  const cuts = [...new Set(places.map((place) => place % (size + 1)))].sort((a, b) => a - b);
  return [0, ...cuts].map((begin, at) => ({ begin, end: cuts[at] ?? size }));
};

const BROKEN_UTF8 = "\u00ff";
/** Bytes of a text in which one character stands for a byte that no UTF-8 has. */
const bytesOf = (text: string): Buffer => {
  const parts = text.split(BROKEN_UTF8).map((part) => Buffer.from(part));
  return Buffer.concat(parts.flatMap((part, at) => (at === 0 ? [part] : [Buffer.of(0xff), part])));
};

const lineEnd = fc.constantFrom("\n", "\r\n", "\n\n", "\r\n \t\r\n");
const mark = fc.constantFrom("", "\uFEFF");
const places = fc.array(fc.nat(), { minLength: 1, maxLength: 8 });

/** A file of such lines: any line breaks, blank lines, perhaps a byte order mark, perhaps no last break. */
const fileOf = (line: fc.Arbitrary<string>, minLength = 0) =>
  fc
    .tuple(mark, fc.array(fc.tuple(line, lineEnd), { minLength, maxLength: 15 }), fc.boolean())
    .map(([before, lines, isEnded]) => {
      const text = before + lines.flat().join("");
      return bytesOf(isEnded ? text : text.trimEnd());
    });

describe("the records of the ranges are the records of the file, each once and in order", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "é", "😀", '"', "\\", " "), maxLength: 6 });
  const malformed = fc.constantFrom(
    "{",
    "[]",
    "7",
    BROKEN_UTF8,
    "x".repeat(70),
    `{"a":"${"y".repeat(60)}"}`,
  );

  it.each<[string, Read, fc.Arbitrary<string>]>([
    [
      "JSON Lines, cut anywhere",
      (input, range) => jsonLinesRecords(input, { maxLineBytes: 60, ...(range && { range }) }),
      text.map((a) => JSON.stringify({ a })),
    ],
    [
      "DynamoDB JSON, cut anywhere",
      (input, range) => dynamodbJsonRecords(input, { maxLineBytes: 60, ...(range && { range }) }),
      text.map((S) => JSON.stringify({ Item: { a: { S } } })),
    ],
  ])("%s", async (_what, read, wellFormed) => {
    const line = fc.oneof(
      { weight: 3, arbitrary: wellFormed },
      { weight: 1, arbitrary: malformed },
    );
    await fc.assert(
      fc.asyncProperty(fileOf(line), places, places, async (bytes, cuts, chunkEnds) => {
        const whole = await found(read(chunks([bytes])));
        const inRanges = await foundInRanges(read, bytes, ranges(bytes.length, cuts), chunkEnds);
        expect(inRanges).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  const field = fc.oneof(
    fc.string({ unit: fc.constantFrom("a", "é", " "), maxLength: 5 }),
    // Well quoted, perhaps with newlines; and anything at all.
    fc
      .string({ unit: fc.constantFrom("a", "\n", "\r\n", ",", "😀", '""'), maxLength: 8 })
      .map((inner) => `"${inner}"`),
    fc.string({ unit: fc.constantFrom("a", "\n", ",", '"', '"\n', '",'), maxLength: 8 }),
    fc.constantFrom(BROKEN_UTF8, "7", "z".repeat(45)),
  );
  const row = fc.oneof(
    fc.tuple(field, field).map((fields) => fields.join(",")),
    fc.string({ unit: fc.constantFrom('"', "\n", ",", "a"), maxLength: 6 }),
  );

  it("CSV, cut where the splitter says", async () => {
    await fc.assert(
      fc.asyncProperty(
        fileOf(row, 1),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 4, max: 40 }),
        fc.boolean(),
        places,
        async (rows, count, maxRecordBytes, infer, chunkEnds) => {
          const bytes = Buffer.concat([Buffer.from("id,n\n"), rows]);
          const options = { infer, maxRecordBytes };
          const layout = await csvLayout(chunks([bytes]), options);
          if (layout === undefined) throw new Error("there is a header");
          const whole = await found(csvRecords(chunks([bytes]), options));
          const wish = { ranges: count };
          const split = await splitCsv(object(bytes), wish, { layout, maxRecordBytes });
          const read: Read = (input, range) =>
            csvRecords(input, { columns: layout, maxRecordBytes, ...(range && { range }) });
          expect(await foundInRanges(read, bytes, split.ranges, chunkEnds)).toEqual(whole);
          expect(split.ranges.at(0)?.begin ?? bytes.length).toBe(layout.recordsBegin);
          expect(split.ranges.at(-1)?.end ?? bytes.length).toBe(bytes.length);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe("a range that is gone on with, from where a reader had come", () => {
  const options = { delimiter: ",", maxRecordBytes: 40 };
  const columns = { delimiter: ",", columns: ["a", "b"].map((name) => column(name)) };
  const readers = {
    csv: (input: AsyncIterable<Uint8Array>, more: RangeReading) =>
      csvRecordBlocks(input, { ...options, columns, ...more }),
    lines: (input: AsyncIterable<Uint8Array>, more: RangeReading) =>
      jsonLinesRecordBlocks(input, { maxLineBytes: 40, ...more }),
  };

  it.each(["csv", "lines"] as const)("%s: has the records that are left", async (name) => {
    const text = fc.string({
      unit: fc.constantFrom("a", "\n", "\r\n", ",", '"', "{}\n", "\uFEFF", '"\n'),
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 20 }), async (content, partBytes) => {
        const bytes = Buffer.from(content);
        const all: SourceRecord[] = [];
        const stops: { readonly begin: number; readonly count: number }[] = [];
        const range = { begin: 0, end: bytes.length };
        const onReached = (begin: number) => stops.push({ begin, count: all.length });
        const whole = rangedBytes(object(bytes), { partBytes });
        for await (const block of readers[name](whole, { range, onReached })) {
          all.push(...block);
          const last = stops.pop();
          if (last !== undefined) stops.push({ ...last, count: all.length });
        }
        for (const { begin, count } of stops) {
          const left = { begin: Math.min(begin, range.end), end: range.end };
          const rest: SourceRecord[] = [];
          const input = rangedBytes(object(bytes), { range: left });
          const reading = { range: left, firstIndex: count };
          for await (const block of readers[name](input, reading)) rest.push(...block);
          expect(rest.map(withoutLine)).toEqual(all.slice(count).map(withoutLine));
        }
      }),
      { numRuns: 500 },
    );
  });

  function column(name: string) {
    return { name, type: "string", inferred: false } as const;
  }

  function withoutLine({ position: { line: _, ...position }, ...record }: SourceRecord) {
    return { ...record, position };
  }
});
