import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { CLIENT_SETTINGS, CONCURRENCY, type Contender, type Target } from "../contender.ts";
import { type BenchItem, batchesOf, benchItems } from "../records.ts";

/** The usual service: waves of five batches by `Promise.allSettled`, what comes back is sent again. */
export function documentClient({ endpoint, table }: Target): Contender {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...CLIENT_SETTINGS, endpoint }));
  const send = async (items: readonly BenchItem[]) => {
    let requests = items.map((Item) => ({ PutRequest: { Item: { ...Item } } }));
    for (let attempt = 0; requests.length > 0; attempt += 1) {
      const command = new BatchWriteCommand({ RequestItems: { [table]: requests } });
      const { UnprocessedItems = {} } = await client.send(command);
      const sentBack = UnprocessedItems[table] ?? [];
      const keys = new Set(sentBack.map(({ PutRequest }) => PutRequest?.Item?.pk));
      requests = requests.filter(({ PutRequest }) => keys.has(PutRequest.Item.pk));
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
      for (const batch of batchesOf(benchItems(from, count))) {
        wave.push(send(batch));
        if (wave.length === CONCURRENCY) await settle();
      }
      await settle();
    },
  };
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.min(ms, 2_000)));
}
