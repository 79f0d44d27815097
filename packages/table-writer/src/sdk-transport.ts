import {
  BatchWriteItemCommand,
  type BatchWriteItemCommandOutput,
  type ConsumedCapacity,
  type DynamoDBClient,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { SpillwayError } from "@spillway/errors";
import { type KeySchema, keyOf } from "@spillway/item";
import { fromSdkItem, toSdkItem } from "./sdk-items.ts";
import type {
  BatchWriteResult,
  ConsumedUnits,
  TargetTable,
  Transport,
  WireRequest,
} from "./transport.ts";

/**
 * Reaches DynamoDB through the AWS SDK's client.
 *
 * The client must have been built with `maxAttempts: 1`, since the writer retries by its own rules:
 * else each of its attempts would be several. It stays its maker's to destroy. Give it a
 * `requestTimeout` with `throwOnRequestTimeout`; without one the SDK waits for ever for an answer.
 *
 * @param client where to write; its region, endpoint and credentials count
 * @throws SpillwayError `SDK_RETRIES_ON` from the first write, if the client retries
 * @example
 * const transport = sdkTransport(new DynamoDBClient({ maxAttempts: 1 }));
 */
export function sdkTransport(client: DynamoDBClient): Transport {
  const prepared = new WeakMap<WireRequest, WriteRequest>();
  const prepare = (request: WireRequest): WriteRequest => {
    const known = prepared.get(request);
    if (known !== undefined) return known;
    const item = toSdkItem(request.attributes);
    const ready: WriteRequest =
      request.op === "put" ? { PutRequest: { Item: item } } : { DeleteRequest: { Key: item } };
    prepared.set(request, ready);
    return ready;
  };
  let retriesChecked: Promise<void> | undefined;

  return {
    async batchWrite(table, requests, signal) {
      retriesChecked ??= expectNoRetries(client);
      await retriesChecked;
      const command = new BatchWriteItemCommand({
        RequestItems: { [table.name]: requests.map(prepare) },
        ReturnConsumedCapacity: "INDEXES",
      });
      const output = await client.send(command, signal ? { abortSignal: signal } : {});
      return resultOf(output, table, requests);
    },
  };
}

async function expectNoRetries(client: DynamoDBClient): Promise<void> {
  const attempts = await client.config.maxAttempts();
  if (attempts === 1) return;
  throw new SpillwayError(
    "SDK_RETRIES_ON",
    `expected a DynamoDBClient with maxAttempts: 1; came ${attempts}`,
    { hint: "Build the client with maxAttempts: 1. The writer retries by itself." },
  );
}

function resultOf(
  output: BatchWriteItemCommandOutput,
  table: TargetTable,
  requests: readonly WireRequest[],
): BatchWriteResult {
  const sentBack = Object.values(output.UnprocessedItems ?? {}).flat();
  return {
    unprocessed: sentBack.length === 0 ? [] : matched(sentBack, table, requests),
    consumed: consumedUnits(output.ConsumedCapacity ?? []),
  };
}

/** Finds the requests that were sent back. DynamoDB gives them as items, and no order is promised. */
function matched(
  sentBack: readonly WriteRequest[],
  { keys }: TargetTable,
  requests: readonly WireRequest[],
): readonly WireRequest[] {
  const keysSentBack = new Set(sentBack.map((write) => keyOfWrite(write, keys)));
  const found = requests.filter((request) => keysSentBack.has(request.key));
  // One that can't be told from the others might be any of them; to write all again does no harm.
  return found.length === keysSentBack.size ? found : requests;
}

function keyOfWrite(write: WriteRequest, keys: KeySchema): string | undefined {
  try {
    return keyOf(fromSdkItem(write.PutRequest?.Item ?? write.DeleteRequest?.Key ?? {}), keys);
  } catch {
    return undefined;
  }
}

function consumedUnits(capacities: readonly ConsumedCapacity[]): ConsumedUnits {
  let table = 0;
  const indexes: Record<string, number> = {};
  for (const capacity of capacities) {
    // Without a division by index all of it is the table's.
    table += capacity.Table?.CapacityUnits ?? capacity.CapacityUnits ?? 0;
    for (const local of Object.values(capacity.LocalSecondaryIndexes ?? {})) {
      table += local.CapacityUnits ?? 0;
    }
    for (const [name, index] of Object.entries(capacity.GlobalSecondaryIndexes ?? {})) {
      indexes[name] = (indexes[name] ?? 0) + (index.CapacityUnits ?? 0);
    }
  }
  return { table, indexes };
}
