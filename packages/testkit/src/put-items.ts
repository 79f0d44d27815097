import { askEngine } from "./ask-engine.ts";
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
 * @throws SpillwayError `ENGINE_REFUSED`, or `ITEMS_NOT_PUT` where the table has no units for them
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
  const answer = await askEngine(endpoint, "BatchWriteItem", {
    RequestItems: { [table]: requests },
  });
  const { UnprocessedItems = {} } = answer as { readonly UnprocessedItems?: object };
  if (Object.keys(UnprocessedItems).length === 0) return;
  throw testkitError(
    "ITEMS_NOT_PUT",
    `expected all of ${batch.length} items to be put; some came back unprocessed`,
  );
}
