import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  DynamoDBDocumentClient,
} from "@aws-sdk/lib-dynamodb";
import { type BenchItem, batchesOf, benchItems } from "../bench-items.ts";
import { CLIENT_SETTINGS, CONCURRENCY, type Contender, type Target } from "../contender.ts";

const MAX_ITEM_BYTES = 400 * 1_024;

/**
 * The usual service: each item's size is checked before it is sent, by `Buffer.byteLength` of its JSON;
 * chunks of 25 go in waves of five by `Promise.allSettled`; what comes back is sent again after 50 ms
 * doubled each time. Nothing is done twice or by detours: this is what a careful engineer writes.
 */
export function documentClient({ endpoint, table }: Target): Contender {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...CLIENT_SETTINGS, endpoint }));
  const send = async (items: readonly BenchItem[]) => {
    let requests: Requests = items.map((Item) => ({ PutRequest: { Item } }));
    for (let attempt = 0; requests.length > 0; attempt += 1) {
      const command = new BatchWriteCommand({ RequestItems: { [table]: requests } });
      const { UnprocessedItems } = await client.send(command);
      requests = UnprocessedItems?.[table] ?? [];
      if (requests.length > 0) await delay(2 ** attempt * 50 + Math.random() * 50);
    }
  };
  return {
    async write(from, count) {
      let wave: Promise<void>[] = [];
      const settle = async () => {
        const failed = (await Promise.allSettled(wave)).find(({ status }) => status === "rejected");
        if (failed?.status === "rejected") throw failed.reason;
        wave = [];
      };
      for (const batch of batchesOf(checked(benchItems(from, count)))) {
        wave.push(send(batch));
        if (wave.length === CONCURRENCY) await settle();
      }
      await settle();
    },
  };
}

type Requests = NonNullable<BatchWriteCommandInput["RequestItems"]>[string];

function* checked(items: Iterable<BenchItem>): Generator<BenchItem> {
  for (const item of items) {
    if (Buffer.byteLength(JSON.stringify(item)) <= MAX_ITEM_BYTES) yield item;
    else throw new Error(`${item.pk} has more than 400 KB`);
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.min(ms, 2_000)));
}
