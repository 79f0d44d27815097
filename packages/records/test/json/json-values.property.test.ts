import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  batchWriteBlocks,
  dynamodbJsonValueBlocks,
  type JsonLayout,
  jsonValueRecordBlocks,
  type SourceRecord,
} from "../../src/index.ts";
import { chunks, cut } from "../csv/csv-sources.ts";

const places = fc.array(fc.nat(), { maxLength: 12 });

async function all<Found>(blocks: AsyncIterable<readonly Found[]>): Promise<Found[]> {
  const found: Found[] = [];
  for await (const block of blocks) found.push(...block);
  return found;
}

const read = (bytes: Buffer, cuts: readonly number[], layout: JsonLayout = "values") =>
  all(jsonValueRecordBlocks(chunks(cut(bytes, cuts)), { layout, maxRecordBytes: 300 }));

/** Text with everything that could be taken for JSON's own signs. */
const text = fc.string({
  unit: fc.constantFrom("a", "é", "😀", '"', "\\", "{", "}", "[", "]", ",", ":", "\n", " "),
  maxLength: 6,
});
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.constantFrom(true, null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(text, tie("value"), { maxKeys: 3 }),
  ),
})).value;
const record = fc.dictionary(text, value, { maxKeys: 3 });
const records = fc.array(record, { maxLength: 6 });

/** Blanks in any number around JSON's signs, as no printer would put them, or as printers do. */
const blank = fc.constantFrom("", " ", "\n", "\r\n", "\n\t", "  \n  ", "\n    ");
const printed = fc.tuple(fc.constantFrom(0, 1, 4, "\t"), fc.constantFrom("\n", "\r\n"));

/** A value as JSON with such blanks between its signs. */
function spread(value: unknown, blanks: () => string): string {
  const inside = (parts: readonly string[], [open, close]: readonly [string, string]) =>
    `${open}${blanks()}${parts.join(`${blanks()},${blanks()}`)}${blanks()}${close}`;
  if (Array.isArray(value))
    return inside(
      value.map((one) => spread(one, blanks)),
      ["[", "]"],
    );
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, one]) => `${JSON.stringify(name)}${blanks()}:${blanks()}${spread(one, blanks)}`,
  );
  return inside(members, ["{", "}"]);
}

/** One of many ways to write a value down. */
const writing = fc.oneof(
  printed.map(
    ([indent, lineEnd]) =>
      (value: unknown) =>
        JSON.stringify(value, null, indent).replaceAll("\n", lineEnd),
  ),
  fc
    .infiniteStream(blank)
    .map((stream) => (value: unknown) => spread(value, () => stream.next().value)),
);

describe("the same records, however they are written down and wherever the bytes are cut", () => {
  const same = async (
    texts: (records: readonly object[], write: (value: unknown) => string, gap: string) => string,
    layout: JsonLayout,
  ) => {
    await fc.assert(
      fc.asyncProperty(records, writing, blank, places, async (wanted, write, gap, cuts) => {
        const bytes = Buffer.from(texts(wanted, write, gap));
        const found = await read(bytes, cuts, layout);
        const long = found.filter((one) => !one.ok && one.reason.code === "JSON_TOO_LONG");
        fc.pre(long.length === 0);
        expect(found.map((one) => (one.ok ? one.record : one))).toEqual(wanted);
        expect(found.map(({ position }) => position.index)).toEqual(wanted.map((_, at) => at));
        for (const { position } of found) {
          const { byte = -1, line } = position;
          expect(bytes[byte]).toBe("{".charCodeAt(0));
          expect(bytes.subarray(0, byte).toString().split("\n").length).toBe(line);
        }
      }),
      { numRuns: 400 },
    );
  };

  it.each([
    ["one after the other", "", "", ""],
    ["in an array", "[", ",", "]"],
    ["on lines with commas, without brackets", "", ",\n", ","],
    ["in an array without commas", "\uFEFF[", "\n", "]\n"],
  ])("%s", (_, before, between, after) =>
    same(
      (wanted, write, gap) =>
        before + gap + wanted.map((one) => write(one) + gap).join(between) + after + gap,
      "values",
    ),
  );

  it("in an array that is written down as one", () =>
    same((wanted, write) => write(wanted), "values"));

  it("as answers, one after the other or in an array", async () => {
    const answer = (Items: readonly object[]) => ({
      $metadata: { text: '{"Items":[{}]}' },
      Items,
      Count: Items.length,
      LastEvaluatedKey: null,
    });
    await same((wanted, write, gap) => {
      const [one, other] = [wanted.slice(0, 2), wanted.slice(2)];
      return write(answer(one)) + gap + write(answer(other));
    }, "answers");
    await same((wanted, write) => write(wanted.map((one) => answer([one]))), "answers");
  });
});

/** Where the next record begins, which ends the damaged one, is known only after more bytes than are kept. */
const SHORT_BEFORE_NEXT = Buffer.from(`"\n${'{\n  "a": "b",\n  "c": "d"\n}\n'.repeat(25)}`);
/** The lead of a line on which a value is passed over that has no end: the next record is looked for by it. */
const LEAD_AFTER_DAMAGE = Buffer.from('{"T":[{"PutRequest":{}}\n a[{\n  "": true\n}{}');
/** The bytes before the next record are let go before it is found; what stands between is none of the damaged one. */
const END_LET_GO = Buffer.from('"{"{\\\\é":1000000000}",\n{}');

/** A record is damaged at the next one's bracket, and is looked at again from the line feed before it on. */
const LINE_COUNTED_ONCE = Buffer.from(`{"Items":[{\n  "a": 0\n}{\n  "a": "${"x".repeat(600)}"\n}`);

/** What begins within a record that is too long is another answer, as its first name tells. */
const ANSWER_WITHIN_LONG = Buffer.from(
  '{"T":[{"PutRequest":{"Item":{"a":1}}}{"Items":[aéaaa\n{"T":[{"PutRequest":{}}',
);

const EXAMPLES: [Buffer, number[], number][] = [
  [SHORT_BEFORE_NEXT, [], 20],
  [LEAD_AFTER_DAMAGE, [], 20],
  [END_LET_GO, [], 20],
  [LINE_COUNTED_ONCE, [], 20],
  [ANSWER_WITHIN_LONG, [], 20],
];

describe("whatever the bytes", () => {
  const piece = fc.oneof(
    text,
    record.map((one) => JSON.stringify(one)),
    record.map((one) => JSON.stringify(one, null, 2)),
    fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      '"',
      "\\",
      ",",
      ":",
      "\n",
      "\n{",
      '{"Items":[',
      "]}",
      "x",
      "\u0000",
    ),
    fc.constantFrom('{"T":[{"PutRequest":{"Item":{"a":{"S":"b"}}}}', "]}]}", "7 null"),
  );
  const bytes = fc
    .array(
      fc.oneof(
        { weight: 8, arbitrary: piece.map((one) => Buffer.from(one)) },
        { weight: 1, arbitrary: fc.constant(Buffer.of(0xff)) },
      ),
      { maxLength: 30 },
    )
    .map((pieces) => Buffer.concat(pieces));

  it.each<
    [
      string,
      (
        input: AsyncIterable<Uint8Array>,
        maxRecordBytes: number,
      ) => AsyncIterable<readonly object[]>,
    ]
  >([
    ["values", (input, maxRecordBytes) => jsonValueRecordBlocks(input, { maxRecordBytes })],
    [
      "answers",
      (input, maxRecordBytes) =>
        dynamodbJsonValueBlocks(input, { maxRecordBytes, layout: "answers" }),
    ],
    [
      "batch-write",
      (input, maxRecordBytes) => batchWriteBlocks(input, { maxRecordBytes, table: "T" }),
    ],
  ])("%s: the same comes of them, wherever they are cut", async (_, blocks) => {
    await fc.assert(
      fc.asyncProperty(
        bytes,
        places,
        fc.constantFrom(20, 60, 10_000),
        async (input, cuts, most) => {
          const whole = await all(blocks(chunks([input]), most));
          expect(await all(blocks(chunks(cut(input, cuts)), most))).toEqual(whole);
          const single = [...input].map((byte) => Buffer.of(byte));
          expect(await all(blocks(chunks(single), most))).toEqual(whole);
          const inOrder = (whole as SourceRecord[]).filter(
            // Known at its end only, and named by its beginning.
            (one) => one.ok || one.reason.code !== "JSON_WITHOUT_RECORDS",
          );
          const bytesOf = inOrder.map(({ position }) => position.byte ?? -1);
          expect(bytesOf).toEqual(bytesOf.toSorted((a, b) => a - b));
        },
      ),
      { numRuns: 1_000, examples: EXAMPLES },
    );
  });
});
