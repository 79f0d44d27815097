import { expect, it } from "vitest";
import {
  csvRecordBlocks,
  csvRecords,
  dynamodbJsonRecordBlocks,
  dynamodbJsonRecords,
  jsonLinesRecordBlocks,
  jsonLinesRecords,
} from "../src/index.ts";
import { chunks } from "./csv/csv-sources.ts";

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
}

const CSV = ["a,b\n1,2\n3,", "4\n5\n", "6,7"];
const JSON_LINES = ['{"a":1}\n{"a"', ":2}\n[]\n", '{"a":3}'];
const DYNAMODB_JSON = ['{"a":{"S":"x"}}\n{"a":', '{"S":"y"}}\n[]\n', '{"a":{"N":"3"}}'];

it.each([
  ["CSV", CSV, csvRecordBlocks, csvRecords],
  ["JSON Lines", JSON_LINES, jsonLinesRecordBlocks, jsonLinesRecords],
  ["DynamoDB JSON", DYNAMODB_JSON, dynamodbJsonRecordBlocks, dynamodbJsonRecords],
] as const)(
  "%s in blocks is the same records, none of the blocks empty",
  async (_what, parts, blocksOf, recordsOf) => {
    const blocks = await all<readonly unknown[]>(blocksOf(chunks(parts)));
    expect(blocks.length).toBeGreaterThan(1);
    expect(blocks.every((block) => block.length > 0)).toBe(true);
    expect(blocks.flat()).toEqual(await all<unknown>(recordsOf(chunks(parts))));
  },
);
