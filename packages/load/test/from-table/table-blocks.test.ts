import type { ScanPage } from "@spillway/table-scan";
import { expect, test } from "vitest";
import { tableBlocks } from "../../src/from-table/table-blocks.ts";
import type { TableInput } from "../../src/from-table/table-source.ts";
import type { SourceCursor } from "../../src/source/source-cursor.ts";

/** Three pages of two items; the second page's did not pass the filter. */
function tableOf(firstLook: number) {
  const wanted: unknown[] = [];
  const input: TableInput = {
    ...{ name: "table T", label: "T-table", bytes: 6, identity: { table: "T" } },
    read: { scanned: 0, readUnits: firstLook, throttledPages: 0 },
    async *pages(from) {
      wanted.push(from);
      for (let n = Number(from ?? 0); n < 3; n += 1) yield page(n);
    },
  };
  return { input, wanted };
}

function page(n: number): ScanPage {
  const item = (at: number) => ({ pk: { N: String(2 * n + at) } });
  const items = n === 1 ? [] : [item(0), item(1)];
  const state = (n + 1) as unknown as ScanPage["state"];
  return { segment: 0, items, scanned: 2, units: 0.5, throttles: n, state };
}

async function blocksOf(input: TableInput, from: number, cursor?: SourceCursor) {
  const bytes: number[] = [];
  const onBytes = (count: number) => bytes.push(count);
  const blocks = [];
  for await (const block of tableBlocks(input, { from, ...(cursor && { cursor }), onBytes })) {
    blocks.push(block);
  }
  return { blocks, bytes };
}

test("each page is a block and a place to go on from, one without items too", async () => {
  const { input, wanted } = tableOf(0.5);
  const { blocks, bytes } = await blocksOf(input, 0);
  expect(wanted).toEqual([undefined]);
  expect(bytes).toEqual([0, 2, 2, 2]);
  const numbers = blocks.map(({ records }) => records.map(({ position }) => position.index));
  expect(numbers).toEqual([[0, 1], [], [2, 3]]);
  expect(blocks.map(({ cursor }) => cursor)).toEqual([
    { state: 1, scanned: 2, readUnits: 1, throttledPages: 0 },
    { state: 2, scanned: 4, readUnits: 1.5, throttledPages: 1 },
    { state: 3, scanned: 6, readUnits: 2, throttledPages: 3 },
  ]);
  expect(input.read).toEqual({ scanned: 6, readUnits: 2, throttledPages: 3 });
});

test("a later run goes on after a page, and counts what was read before", async () => {
  const { input, wanted } = tableOf(0.5);
  const cursor = { state: 2, scanned: 4, readUnits: 1.5, throttledPages: 1 };
  const { blocks, bytes } = await blocksOf(input, 2, cursor);
  expect(wanted).toEqual([2]);
  expect(bytes).toEqual([4, 2]);
  expect(blocks.map(({ records }) => records.map(({ position }) => position.index))).toEqual([
    [2, 3],
  ]);
  expect(input.read).toEqual({ scanned: 6, readUnits: 2.5, throttledPages: 3 });
});
