import { pipeline, type Readable } from "node:stream";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  DynamoDBDocumentClient,
} from "@aws-sdk/lib-dynamodb";
import { parse } from "csv-parse";
import { CLIENT_SETTINGS, CONCURRENCY } from "../writing/contender.ts";
import type { WorkerAnswer } from "./worker-process.ts";

/**
 * The usual worker, alone in its process: `document-client-worker.ts ENDPOINT`. It reads a part of the CSV with
 * csv-parse, checks each item's size, and writes with the document client in waves of five batches by
 * `Promise.allSettled`; what comes back is sent again. Nothing is done twice or by detours, and nothing is kept
 * for a successor.
 */
export interface PartMessage {
  readonly begin: number;
  readonly end: number;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

type Item = Record<string, unknown>;
type Requests = NonNullable<BatchWriteCommandInput["RequestItems"]>[string];

const [endpoint = ""] = process.argv.slice(2);
const MAX_ITEM_BYTES = 400 * 1_024;
const s3 = new S3Client({ ...CLIENT_SETTINGS, endpoint, forcePathStyle: true });
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...CLIENT_SETTINGS, endpoint }));
let cpuBefore: NodeJS.CpuUsage | undefined;

process.on("message", (part: PartMessage) => {
  cpuBefore ??= process.cpuUsage();
  void answer(part);
});

async function answer(part: PartMessage): Promise<void> {
  await write(await itemsOf(part));
  const { user, system } = process.cpuUsage(cpuBefore);
  const answered: WorkerAnswer = {
    isLater: false,
    cpuSeconds: (user + system) / 1e6,
    peakMemoryMb: process.resourceUsage().maxRSS / 1_024,
  };
  process.send?.(answered);
}

async function itemsOf({ begin, end, columns }: PartMessage): Promise<AsyncIterable<Item>> {
  const Range = `bytes=${begin}-${end - 1}`;
  const where = { Bucket: "bench", Key: "records.csv", Range };
  const { Body } = await s3.send(new GetObjectCommand(where));
  const cast = (text: string, { index }: { index: number }): unknown => {
    const type = columns[index]?.type;
    if (type === "number") return Number(text);
    return type === "boolean" ? text === "true" : text;
  };
  const parser = parse({ columns: columns.map(({ name }) => name), cast });
  // An error of either comes to whoever reads the records.
  return pipeline(Body as Readable, parser, () => {});
}

async function write(items: AsyncIterable<Item>): Promise<void> {
  let batch: Item[] = [];
  let wave: Item[][] = [];
  for await (const item of items) {
    if (Buffer.byteLength(JSON.stringify(item)) > MAX_ITEM_BYTES) throw new Error("over 400 KB");
    batch.push(item);
    if (batch.length < 25) continue;
    wave.push(batch);
    batch = [];
    if (wave.length < CONCURRENCY) continue;
    await settle(wave);
    wave = [];
  }
  if (batch.length > 0) wave.push(batch);
  await settle(wave);
}

async function settle(wave: readonly Item[][]): Promise<void> {
  for (const result of await Promise.allSettled(wave.map(send))) {
    if (result.status === "rejected") throw result.reason;
  }
}

async function send(items: readonly Item[]): Promise<void> {
  let requests: Requests = items.map((Item) => ({ PutRequest: { Item } }));
  for (let attempt = 0; requests.length > 0; attempt += 1) {
    const command = new BatchWriteCommand({ RequestItems: { Bench: requests } });
    const { UnprocessedItems } = await client.send(command);
    requests = UnprocessedItems?.Bench ?? [];
    if (requests.length > 0) await delay(2 ** attempt * 50 + Math.random() * 50);
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.min(ms, 2_000)));
}
