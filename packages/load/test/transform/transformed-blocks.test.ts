import { Readable } from "node:stream";
import { expect, test } from "vitest";
import type { Source } from "../../src/source/source.ts";
import type { Transform } from "../../src/transform/transform.ts";
import { transformPlace } from "../../src/transform/transform-cursor.ts";
import { TransformRun } from "../../src/transform/transform-run.ts";
import {
  type TransformedBlock,
  transformedBlocks,
} from "../../src/transform/transformed-blocks.ts";

async function blocksOf(lines: number, apply: Transform): Promise<TransformedBlock[]> {
  const bytes = Buffer.from(Array.from({ length: lines }, (_, n) => `{"n":${n}}\n`).join(""));
  const source: Source = {
    format: "json-lines",
    input: {
      ...{ name: "s", label: "s", bytes: bytes.length, identity: { etag: "1" } },
      read: () => Readable.from([bytes]),
    },
  };
  const run = new TransformRun({ name: "t.mjs", identity: "1", apply }, "s");
  const blocks: TransformedBlock[] = [];
  const reading = { from: 0, onBytes: () => {} };
  for await (const block of transformedBlocks(source, reading, run)) blocks.push(block);
  return blocks;
}

const indexesOf = (blocks: readonly TransformedBlock[]) =>
  blocks.flatMap(({ records }) => records.map(({ record }) => record.position.index));
const placesOf = (blocks: readonly TransformedBlock[]) =>
  blocks.flatMap(({ cursor }) => (cursor === undefined ? [] : [transformPlace(cursor).record]));

test("a block ends when enough came out: memory does not hold what 256 records give", async () => {
  const blocks = await blocksOf(20, ({ n }) => Array.from({ length: 100 }, () => ({ n })));
  expect(indexesOf(blocks)).toEqual([...Array(2_000).keys()]);
  expect(Math.max(...blocks.map(({ records }) => records.length))).toBeLessThan(400);
  expect(placesOf(blocks)).toEqual([3, 6, 9, 12, 15, 18, 20]);
});

test("what one record gives is handed on in slices, and gone on after as a whole", async () => {
  const blocks = await blocksOf(2, ({ n }) => Array.from({ length: 1_000 }, () => ({ n })));
  expect(indexesOf(blocks)).toEqual([...Array(2_000).keys()]);
  expect(Math.max(...blocks.map(({ records }) => records.length))).toBe(256);
  expect(placesOf(blocks).at(-1)).toBe(2);
  let before = 0;
  for (const { records, cursor } of blocks) {
    before += records.length;
    if (cursor !== undefined) expect(before).toBe(1_000 * transformPlace(cursor).record);
  }
});

test("a block of large records ends early", async () => {
  const blocks = await blocksOf(50, ({ n }) => ({ n, deep: [{ text: "x".repeat(100_000) }] }));
  expect(blocks.length).toBeGreaterThan(4);
  expect(placesOf(blocks).at(-1)).toBe(50);
});
