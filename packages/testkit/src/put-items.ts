import type { ArbitraryAttributeValue } from "./item-arbitraries.ts";
import { testkitError } from "./testkit-error.ts";

/** An item in wire JSON. */
type WireItem = Readonly<Record<string, ArbitraryAttributeValue>>;

const BATCH = 25;
const AT_ONCE = 8;

/**
 * Puts items into a table of a local endpoint as they are, in wire JSON: what comes back can be held
 * against them to the letter.
 *
 * @param endpoint that asks for no signature, such as DynamoDB Local's
 * @throws SpillwayError `ITEMS_NOT_PUT`
 * @example
 * await putItems(dynamoDbLocalEndpoint(), table.name, itemsOfEveryType(1_000));
 */
export async function putItems(
  endpoint: string,
  table: string,
  items: Iterable<WireItem>,
): Promise<void> {
  const rest = batchesOf(items);
  const worker = async () => {
    for (const batch of rest) await putBatch(endpoint, table, batch);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function* batchesOf(items: Iterable<WireItem>): Generator<WireItem[], void, undefined> {
  let batch: WireItem[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function putBatch(endpoint: string, table: string, batch: WireItem[]): Promise<void> {
  const requests = batch.map((Item) => ({ PutRequest: { Item } }));
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.BatchWriteItem",
      authorization:
        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: JSON.stringify({ RequestItems: { [table]: requests } }),
  });
  const answer = await response.text();
  if (response.ok && answer.includes('"UnprocessedItems":{}')) return;
  throw testkitError(
    "ITEMS_NOT_PUT",
    `expected all of ${batch.length} items to be put; came ${response.status}: ${answer.slice(0, 200)}`,
  );
}
