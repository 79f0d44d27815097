import { type AttributeMap, type AttributeValue, sameItem } from "@spillway/item";
import fc from "fast-check";
import { Decimal, IonTypes, makeTextWriter, type Writer } from "ion-js";
import { expect, it } from "vitest";
import { ionRecords } from "../../src/index.ts";

const text = fc.string({ unit: "grapheme", maxLength: 8 });
const digits = fc.stringMatching(/^[1-9]\d{0,37}$/);
const number = fc
  .tuple(fc.constantFrom("", "-"), digits, fc.integer({ min: -100, max: 80 }))
  .map(([sign, all, exponent]) => `${sign}${all}E${exponent}`);
const base64 = fc
  .uint8Array({ maxLength: 6 })
  .map((bytes) => Buffer.from(bytes).toString("base64"));
const setOf = (one: fc.Arbitrary<string>) => fc.uniqueArray(one, { minLength: 1, maxLength: 3 });
const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 });
const { value } = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    text.map((S) => ({ S })),
    number.map((N) => ({ N })),
    base64.map((B) => ({ B })),
    fc.boolean().map((BOOL) => ({ BOOL })),
    fc.constant({ NULL: true as const }),
    setOf(text).map((SS) => ({ SS })),
    setOf(base64).map((BS) => ({ BS })),
    fc.array(tie("value"), { maxLength: 3 }).map((L) => ({ L })),
    fc.dictionary(name, tie("value"), { maxKeys: 3, noNullPrototype: true }).map((M) => ({ M })),
  ),
}));
const items = fc.array(
  fc.dictionary(name, value, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  { maxLength: 4 },
);

function writeMap(writer: Writer, map: AttributeMap): void {
  writer.stepIn(IonTypes.STRUCT);
  for (const [field, one] of Object.entries(map)) {
    writer.writeFieldName(field);
    write(writer, one);
  }
  writer.stepOut();
}

function writeSet(writer: Writer, annotation: string, each: readonly (() => void)[]): void {
  writer.setAnnotations([annotation]);
  writer.stepIn(IonTypes.LIST);
  for (const one of each) one();
  writer.stepOut();
}

const bytesOf = (base64: string) => Buffer.from(base64, "base64");

function write(writer: Writer, one: AttributeValue): void {
  if ("S" in one) writer.writeString(one.S);
  else if ("N" in one) writer.writeDecimal(Decimal.parse(one.N.replace("E", "d")));
  else if ("B" in one) writer.writeBlob(bytesOf(one.B));
  else if ("BOOL" in one) writer.writeBoolean(one.BOOL);
  else if ("NULL" in one) writer.writeNull(IonTypes.NULL);
  else if ("M" in one) writeMap(writer, one.M);
  else if ("SS" in one) {
    writeSet(
      writer,
      "$dynamodb_SS",
      one.SS.map((each) => () => writer.writeString(each)),
    );
  } else if ("BS" in one) {
    writeSet(
      writer,
      "$dynamodb_BS",
      one.BS.map((each) => () => writer.writeBlob(bytesOf(each))),
    );
  } else if ("L" in one) {
    writer.stepIn(IonTypes.LIST);
    for (const element of one.L) write(writer, element);
    writer.stepOut();
  }
}

/** A line as an export has it, by the library's own writer. */
function ionOf(item: AttributeMap): string {
  const writer = makeTextWriter();
  writeMap(writer, { Item: { M: item } });
  writer.close();
  return `$ion_1_0 ${Buffer.from(writer.getBytes()).toString("utf8")}\n`;
}

async function* cut(bytes: Uint8Array, sizes: readonly number[]) {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

const chunkSizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 });

it("items written as Ion are read as they were, in chunks of any size", async () => {
  await fc.assert(
    fc.asyncProperty(items, chunkSizes, async (all, sizes) => {
      const found: AttributeMap[] = [];
      for await (const one of ionRecords(cut(Buffer.from(all.map(ionOf).join("")), sizes))) {
        if (!one.ok) throw new Error(`${one.reason.message}: ${one.raw}`);
        found.push(one.attributes);
      }
      expect(found).toHaveLength(all.length);
      for (const [at, item] of all.entries()) {
        expect(sameItem(found[at] ?? {}, item)).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

it("any bytes are an item or a refusal, and never cost the line after them", async () => {
  const words = `{ } [ ] ' " : :: , $ion_1_0 a 1. 1d9 {{ }} /* // ( \\ null. $dynamodb_NS:: ''' -`;
  const pieces = fc.constantFrom(...words.split(" "), " ");
  const line = fc.oneof(
    fc.array(pieces, { maxLength: 14 }).map((all) => Buffer.from(all.join(""))),
    fc
      .uint8Array({ maxLength: 40 })
      .map((bytes) => Buffer.from(bytes.map((byte) => (byte === 10 ? 32 : byte)))),
  );
  await fc.assert(
    fc.asyncProperty(line, chunkSizes, async (broken, sizes) => {
      const bytes = Buffer.concat([broken, Buffer.from('\n{pk:"after"}\n')]);
      let last: unknown;
      for await (const one of ionRecords(cut(bytes, sizes))) last = one.ok ? one.attributes : one;
      expect(last).toEqual({ pk: { S: "after" } });
    }),
    { numRuns: 800 },
  );
});
