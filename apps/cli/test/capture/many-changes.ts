import {
  BatchWriteItemCommand,
  type BatchWriteItemCommandOutput,
  DeleteItemCommand,
  type DynamoDBClient,
  UpdateItemCommand,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";

/** What is written. */
export interface ManyChanges {
  readonly tableName: string;
  readonly changes: number;
  readonly keys: number;
  /** Changes that put an attribute `poison`, spread over all. */
  readonly poison: number;
  /** Every how manieth change puts an attribute `alert`. */
  readonly alertEvery: number;
  readonly seed: number;
}

const WRITERS = 8;
const BATCH = 25;
/** Every how manieth batch is written as single updates and deletions. */
const SINGLES_EVERY = 25;
const DELETED = 0.15;

/**
 * Inserts, modifies and deletes items, each change another than the item before: as batches, and as single
 * updates and deletions. Several writers at once, each with keys of its own, so that the changes of one key
 * have an order.
 */
export async function makeChanges(client: DynamoDBClient, of: ManyChanges): Promise<void> {
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(client, of, writer)));
}

async function write(client: DynamoDBClient, of: ManyChanges, writer: number): Promise<void> {
  const random = randomFrom(of.seed + writer);
  const ownKeys = Array.from({ length: of.keys / WRITERS }, (_, n) => `user-${writer}-${n}`);
  const there = new Set<string>();
  const batches = of.changes / WRITERS / BATCH;
  const poisonEvery = of.changes / of.poison;
  for (let batch = 0; batch < batches; batch += 1) {
    const writes = someOf(ownKeys, random).map((pk, place) => {
      // Numbers of changes go round the writers, so that each has its share of every kind.
      const n = (batch * BATCH + place) * WRITERS + writer;
      const poison = n % poisonEvery === Math.floor(poisonEvery / 2);
      const remove = there.has(pk) && !poison && random() < DELETED;
      if (remove) there.delete(pk);
      else there.add(pk);
      return { pk, n, poison, alert: n % of.alertEvery === 0 && !remove, remove };
    });
    if (batch % SINGLES_EVERY === 0) await asSingles(client, of.tableName, writes);
    else await asBatch(client, of.tableName, writes);
  }
}

interface Write {
  readonly pk: string;
  readonly n: number;
  readonly poison: boolean;
  readonly alert: boolean;
  readonly remove: boolean;
}

async function asBatch(client: DynamoDBClient, tableName: string, writes: readonly Write[]) {
  let requests: WriteRequest[] | undefined = writes.map(({ pk, n, poison, alert, remove }) =>
    remove
      ? { DeleteRequest: { Key: { pk: { S: pk } } } }
      : {
          PutRequest: {
            Item: {
              pk: { S: pk },
              n: { N: `${n}.50` },
              tags: { SS: ["a", "b"] },
              bytes: { B: Uint8Array.of(0, 255, n % 256) },
              ...(poison && { poison: { BOOL: true } }),
              ...(alert && { alert: { BOOL: true } }),
            },
          },
        },
  );
  while (requests !== undefined && requests.length > 0) {
    const { UnprocessedItems }: BatchWriteItemCommandOutput = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [tableName]: requests } }),
    );
    requests = UnprocessedItems?.[tableName];
  }
}

async function asSingles(client: DynamoDBClient, TableName: string, writes: readonly Write[]) {
  for (const { pk, n, poison, alert, remove } of writes) {
    const Key = { pk: { S: pk } };
    if (remove) {
      await client.send(new DeleteItemCommand({ TableName, Key }));
      continue;
    }
    await client.send(
      new UpdateItemCommand({
        TableName,
        Key,
        UpdateExpression: "SET n = :n, poison = :poison, alert = :alert",
        ExpressionAttributeValues: {
          ":n": { N: `${n}` },
          ":poison": { BOOL: poison },
          ":alert": { BOOL: alert },
        },
      }),
    );
  }
}

/** As many different ones as fit into a batch. */
function someOf(keys: readonly string[], random: () => number): readonly string[] {
  const chosen = new Set<string>();
  while (chosen.size < BATCH) chosen.add(keys[Math.floor(random() * keys.length)] ?? "");
  return [...chosen];
}

/** Mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
