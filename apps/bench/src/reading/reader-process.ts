import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import {
  csvRecordBlocks,
  csvRecords,
  jsonLinesRecordBlocks,
  jsonLinesRecords,
} from "@spillway/records";
import { parse } from "csv-parse";
import { generatedText } from "./generated.ts";

/** One reader, alone in its process: `reader-process.ts NAME FILE|generated:COUNT COUNT`. */
const [name = "", source = "", count = "0"] = process.argv.slice(2);

type Input = AsyncIterable<Uint8Array | string>;

const TYPES = { amount: "number", quantity: "number", gift: "boolean" } as const;

async function counted(records: AsyncIterable<unknown>): Promise<number> {
  let read = 0;
  for await (const _ of records) read += 1;
  return read;
}

async function countedInBlocks(blocks: AsyncIterable<readonly unknown[]>): Promise<number> {
  let read = 0;
  for await (const block of blocks) for (const _ of block) read += 1;
  return read;
}

const READERS: Readonly<Record<string, (input: Input) => Promise<number>>> = {
  bytes: async (input) => {
    await counted(input);
    return Number(count);
  },
  "csv-records": (input) => counted(csvRecords(input, { types: TYPES })),
  "csv-blocks": (input) => countedInBlocks(csvRecordBlocks(input, { types: TYPES })),
  "csv-blocks-inferred": (input) =>
    countedInBlocks(csvRecordBlocks(input, { infer: true, delimiter: "auto" })),
  "csv-from-the-end": async (input) => {
    const from = { index: Number(count) - 1 };
    return (await countedInBlocks(csvRecordBlocks(input, { from }))) + from.index;
  },
  "csv-parse": (input) => counted(Readable.from(input).pipe(parse({ columns: true }))),
  "json-lines-blocks": (input) => countedInBlocks(jsonLinesRecordBlocks(input)),
  "json-lines": (input) => counted(jsonLinesRecords(input)),
};

const reader = READERS[name];
if (reader === undefined)
  throw new Error(`expected ${Object.keys(READERS).join(", ")}; came ${name}`);

async function* generated() {
  yield* generatedText("csv", Number(count));
}

const input = source === "generated" ? generated() : createReadStream(source);
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
const records = await reader(input);
const seconds = (performance.now() - startedAt) / 1_000;
if (records !== Number(count))
  throw new Error(`expected ${count} records; ${name} read ${records}`);
const { user, system } = process.cpuUsage(cpuBefore);
const peakMemoryMb = process.resourceUsage().maxRSS / 1_024;
console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, peakMemoryMb }));
