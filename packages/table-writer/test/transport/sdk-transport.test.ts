import { createServer, type Server } from "node:http";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { admitItem, type PlainRecord } from "@spillway/item";
import { afterEach, describe, expect, it } from "vitest";
import { sdkTransport, type TargetTable, type WireRequest } from "../../src/index.ts";

const TABLE: TargetTable = {
  name: "Users",
  keys: { partitionKey: { name: "pk", type: "S" }, sortKey: { name: "sk", type: "N" } },
};

function put(record: PlainRecord): WireRequest {
  const { json, attributes, key, bytes } = admitItem(record, TABLE.keys);
  return { op: "put", json, attributes, key, bytes };
}

const open: { readonly server: Server; readonly client: DynamoDBClient }[] = [];

/** An endpoint that gives the same answer always, and keeps what it was sent. */
async function endpoint(status: number, answer: unknown, maxAttempts = 1) {
  const received: unknown[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    received.push(JSON.parse(body));
    response.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts,
  });
  open.push({ server, client });
  return { client, received };
}

afterEach(async () => {
  for (const { server, client } of open.splice(0)) {
    client.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

describe("sdkTransport", () => {
  it("sends what was encoded, binary values too, and reads the units consumed", async () => {
    const { client, received } = await endpoint(200, {
      UnprocessedItems: {},
      ConsumedCapacity: [
        {
          TableName: "Users",
          CapacityUnits: 9,
          Table: { CapacityUnits: 2 },
          LocalSecondaryIndexes: { byDate: { CapacityUnits: 1 } },
          GlobalSecondaryIndexes: { byEmail: { CapacityUnits: 4 }, byCity: { CapacityUnits: 2 } },
        },
      ],
    });
    const record = {
      pk: "a",
      sk: 1,
      bytes: Uint8Array.of(1, 2),
      list: [null, true, new Set([Uint8Array.of(3)])],
      map: JSON.parse('{"__proto__": "x"}'),
      words: new Set(["é"]),
      numbers: new Set([1, 2.5]),
    };
    const request = put(record);
    const remove: WireRequest = { ...put({ pk: "b", sk: 2 }), op: "delete" };
    const result = await sdkTransport(client).batchWrite(TABLE, [request, remove]);
    expect(received).toEqual([
      {
        RequestItems: {
          Users: [
            { PutRequest: { Item: JSON.parse(request.json) } },
            { DeleteRequest: { Key: { pk: { S: "b" }, sk: { N: "2" } } } },
          ],
        },
        ReturnConsumedCapacity: "INDEXES",
      },
    ]);
    expect(result).toEqual({
      unprocessed: [],
      consumed: { table: 3, indexes: { byEmail: 4, byCity: 2 } },
    });
  });

  it("finds the requests that were sent back, in any order and any form of their numbers", async () => {
    const requests = [1, 2, 3].map((sk) => put({ pk: "a", sk, text: "x" }));
    const { client } = await endpoint(200, {
      UnprocessedItems: {
        Users: [
          { PutRequest: { Item: { pk: { S: "a" }, sk: { N: "3.0" }, text: { S: "x" } } } },
          { PutRequest: { Item: { pk: { S: "a" }, sk: { N: "1" }, text: { S: "x" } } } },
        ],
      },
    });
    const { unprocessed, consumed } = await sdkTransport(client).batchWrite(TABLE, requests);
    expect(unprocessed).toEqual([requests[0], requests[2]]);
    expect(unprocessed[0]).toBe(requests[0]);
    expect(consumed).toEqual({ table: 0, indexes: {} });
  });

  it.each([
    ["is not one of the batch", { pk: { S: "other" }, sk: { N: "1" } }],
    ["has no key", { text: { S: "x" } }],
  ])("takes all for unprocessed when one that was sent back %s", async (_what, Item) => {
    const requests = [1, 2].map((sk) => put({ pk: "a", sk }));
    const { client } = await endpoint(200, {
      UnprocessedItems: { Users: [{ PutRequest: { Item } }] },
    });
    const { unprocessed } = await sdkTransport(client).batchWrite(TABLE, requests);
    expect(unprocessed).toEqual(requests);
  });

  it("throws DynamoDB's error with its reasons, once", async () => {
    const { client, received } = await endpoint(400, {
      __type: "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
      message: "slow down",
      ThrottlingReasons: [{ reason: "TableWriteProvisionedThroughputExceeded", resource: "arn" }],
    });
    const writing = sdkTransport(client).batchWrite(TABLE, [put({ pk: "a", sk: 1 })]);
    await expect(writing).rejects.toMatchObject({
      name: "ProvisionedThroughputExceededException",
      ThrottlingReasons: [{ reason: "TableWriteProvisionedThroughputExceeded" }],
    });
    expect(received).toHaveLength(1);
  });

  it("ends the request when the signal aborts", async () => {
    const { client } = await endpoint(200, {});
    const writing = sdkTransport(client).batchWrite(
      TABLE,
      [put({ pk: "a", sk: 1 })],
      AbortSignal.abort(),
    );
    await expect(writing).rejects.toMatchObject({ name: "AbortError" });
  });

  it("refuses a client that retries by itself", async () => {
    const { client, received } = await endpoint(200, {}, 3);
    const writing = sdkTransport(client).batchWrite(TABLE, [put({ pk: "a", sk: 1 })]);
    await expect(writing).rejects.toMatchObject({ code: "SDK_RETRIES_ON" });
    expect(received).toEqual([]);
  });
});
