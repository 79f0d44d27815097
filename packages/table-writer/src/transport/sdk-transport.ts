import {
  BatchWriteItemCommand,
  type BatchWriteItemCommandOutput,
  type DynamoDBClient,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { keyOf } from "@spillway/item";
import { tableWriterError } from "../errors.ts";
import { consumedUnits, keyIfAny, unprocessedOf } from "./batch-answer.ts";
import { fromSdkItem, toSdkItem } from "./sdk-items.ts";
import type { BatchWriteResult, TargetTable, Transport, WireRequest } from "./transport.ts";

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
  throw tableWriterError(
    "SDK_RETRIES_ON",
    `expected a DynamoDBClient with maxAttempts: 1; came ${attempts}`,
    { hint: "Build the client with maxAttempts: 1. The writer retries by itself." },
  );
}

function resultOf(
  output: BatchWriteItemCommandOutput,
  { keys }: TargetTable,
  requests: readonly WireRequest[],
): BatchWriteResult {
  const sentBack = Object.values(output.UnprocessedItems ?? {}).flat();
  const keysSentBack = sentBack.map(({ PutRequest, DeleteRequest }) =>
    keyIfAny(() => keyOf(fromSdkItem(PutRequest?.Item ?? DeleteRequest?.Key ?? {}), keys)),
  );
  return {
    unprocessed: unprocessedOf(keysSentBack, requests),
    consumed: consumedUnits(output.ConsumedCapacity ?? []),
  };
}
