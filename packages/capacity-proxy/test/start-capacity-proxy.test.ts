import { once } from "node:events";
import { request } from "node:http";
import { crc32 } from "node:zlib";
import { ManualClock } from "@spillway/testkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CapacityProxy, startCapacityProxy, type UsageEvent } from "../src/index.ts";
import { type FakeEngine, startFakeEngine } from "./fake-engine.ts";

let engine: FakeEngine;
let proxy: CapacityProxy;
let events: UsageEvent[];
let clock: ManualClock;

beforeEach(async () => {
  clock = new ManualClock(1_700_000_000_500);
  events = [];
  engine = await startFakeEngine(3);
  proxy = await startCapacityProxy({
    target: engine.url,
    clock,
    burstSeconds: 1,
    onMetrics: (some) => events.push(...some),
  });
});
afterEach(async () => {
  await proxy.close();
  await engine.close();
});

const AUTHORIZATION =
  "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=abc";

async function call(operation: string, body: unknown) {
  const answer = await fetch(proxy.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
      "x-amz-content-sha256": "hash-of-the-client",
      authorization: AUTHORIZATION,
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const checksum = answer.headers.get("x-amz-crc32");
  return {
    status: answer.status,
    content: JSON.parse(bytes.toString()),
    headers: answer.headers,
    checksumFits: checksum === null ? "none" : Number(checksum) === crc32(bytes),
  };
}

const putOf = (key: string) => ({ PutRequest: { Item: { pk: { S: key } } } });
const batchOf = (...keys: string[]) => ({ RequestItems: { Orders: keys.map(putOf) } });

describe("what is forwarded", () => {
  it("is the client's own bytes and headers when everything is admitted", async () => {
    const body = '{ "RequestItems":\n {"Orders": [{"PutRequest":{"Item":{"pk": {"S":"a"}}}}]} }';
    await call("BatchWriteItem", body);
    const [seen] = engine.seen;
    expect(seen?.body).toBe(body);
    expect(seen?.headers).toMatchObject({
      host: new URL(proxy.url).host,
      authorization: AUTHORIZATION,
      "x-amz-content-sha256": "hash-of-the-client",
    });
  });

  it("asks for the old item too, where a write can, and keeps it from who did not ask", async () => {
    const Attributes = { pk: { S: "a" }, text: { S: "x".repeat(2_000) } };
    engine.answer = () => ({ content: { Attributes } });
    const body = { TableName: "Orders", Item: { pk: { S: "a" } } };
    const consumed = { ReturnConsumedCapacity: "TOTAL" };
    const answers = [];
    for (const more of [consumed, { ReturnValues: "NONE" }, { ReturnValues: "ALL_OLD" }]) {
      answers.push(await call("PutItem", { ...body, ...more }));
      await clock.advance(1_000);
    }
    expect(engine.seen.map((seen) => JSON.parse(seen.body).ReturnValues)).toEqual(
      Array(3).fill("ALL_OLD"),
    );
    expect(answers.map(({ content }) => content)).toEqual([
      { ConsumedCapacity: { TableName: "Orders", CapacityUnits: 2 } },
      {},
      { Attributes },
    ]);
    expect(answers.map(({ checksumFits }) => checksumFits)).toEqual([true, true, "none"]);
  });

  it("is only what was admitted of a batch, and never what was refused", async () => {
    const { content, checksumFits } = await call("BatchWriteItem", {
      ...batchOf("a", "b", "c", "d", "e"),
      ReturnConsumedCapacity: "TOTAL",
    });
    expect(JSON.parse(engine.seen[0]?.body ?? "")).toEqual({
      ...batchOf("a", "b", "c"),
      ReturnConsumedCapacity: "TOTAL",
    });
    expect(content).toEqual({
      UnprocessedItems: { Orders: [putOf("d"), putOf("e")] },
      ConsumedCapacity: [{ TableName: "Orders", CapacityUnits: 3 }],
    });
    expect(checksumFits).toBe(true);
    await call("PutItem", { TableName: "Orders", Item: { pk: { S: "f" } } });
    expect(engine.seen).toHaveLength(1);
  });

  it("passes a request that is none of DynamoDB's through, body, path and all", async () => {
    engine.answer = () => ({ status: 418, content: "short and stout" });
    const answer = await fetch(`${proxy.url}/tea?pot=1`, { method: "PUT", body: "leaves" });
    expect(answer.status).toBe(418);
    expect(await answer.text()).toBe("short and stout");
    expect(engine.seen[0]).toMatchObject({ path: "/tea?pot=1", body: "leaves" });
  });

  it("is a header that comes twice as it came: which of two targets counts is for the engine to say", async () => {
    const { hostname, port } = new URL(proxy.url);
    const target = ["DynamoDB_20120810.ListTables", "DynamoDB_20120810.PutItem"];
    const outgoing = request({
      hostname,
      port,
      method: "POST",
      headers: { "x-amz-target": target },
    });
    const [answer] = await once(outgoing.end("{}"), "response");
    answer.resume();
    const [seen] = engine.seen;
    expect(seen?.rawHeaders.filter((text) => text.startsWith("DynamoDB_"))).toEqual(target);
  });

  it("passes a body that is no JSON on, for the engine to judge", async () => {
    engine.answer = () => ({ status: 400, content: { __type: "SerializationException" } });
    const { status, content } = await call("PutItem", "{ not json");
    expect([status, content]).toEqual([400, { __type: "SerializationException" }]);
    expect(engine.seen[0]?.body).toBe("{ not json");
  });
});

describe("what comes back", () => {
  it.each([
    ["DynamoDB_20120810.ListTables", "Its Own Words"],
    ["Another.Thing", "Its Own Words"],
  ])("has the status line and the date of the engine, for %s", async (target, reason) => {
    engine.answer = () => ({ status: 500, reason, content: {} });
    const answer = await fetch(proxy.url, { method: "POST", headers: { "x-amz-target": target } });
    expect([answer.status, answer.statusText]).toEqual([500, reason]);
    expect(answer.headers.get("date")).toBe("Thu, 01 Jan 2026 00:00:00 GMT");
  });

  it("is the engine's error when forwarding what was admitted fails, and it is not counted", async () => {
    engine.answer = () => ({ status: 500, content: { __type: "InternalServerError" } });
    const { status, content } = await call("BatchWriteItem", batchOf("a", "b", "c", "d"));
    expect([status, content]).toEqual([500, { __type: "InternalServerError" }]);
    const [usage] = proxy.metrics();
    expect(usage).toMatchObject({ consumedWriteUnits: 0, writeThrottleEvents: 1 });
  });

  it("counts a write whose condition failed, as DynamoDB does", async () => {
    const type = "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException";
    engine.answer = () => ({ status: 400, content: { __type: type } });
    await call("PutItem", { TableName: "Orders", Item: { pk: { S: "a" } } });
    expect(proxy.metrics()[0]?.consumedWriteUnits).toBe(1);
  });

  it("joins what the engine left undone with what was refused", async () => {
    engine.answer = () => ({ content: { UnprocessedItems: { Orders: [putOf("b")] } } });
    const { content } = await call("BatchWriteItem", batchOf("a", "b", "c", "d"));
    expect(content.UnprocessedItems).toEqual({ Orders: [putOf("b"), putOf("d")] });
    expect(proxy.metrics()[0]?.consumedWriteUnits).toBe(2);
  });

  it("is DynamoDB's exception, with its checksum, when nothing was taken", async () => {
    await call("BatchWriteItem", batchOf("a", "b", "c"));
    const { status, content, checksumFits, headers } = await call("BatchWriteItem", batchOf("d"));
    expect(status).toBe(400);
    expect(headers.get("x-amzn-requestid")).toMatch(/^[\w-]{20,}$/);
    expect(checksumFits).toBe(true);
    expect(content).toEqual({
      __type: "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
      message:
        "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.",
      ThrottlingReasons: [
        {
          reason: "TableWriteProvisionedThroughputExceeded",
          resource: "arn:aws:dynamodb:eu-west-1:123456789012:table/Orders",
        },
      ],
    });
  });

  it("says which endpoint did not answer", async () => {
    await engine.close();
    const { status, content } = await call("PutItem", {
      TableName: "Orders",
      Item: { pk: { S: "a" } },
    });
    expect(status).toBe(502);
    expect(content.message).toContain(`the DynamoDB endpoint ${engine.url} did not answer`);
    const streamed = await fetch(proxy.url);
    expect(streamed.status).toBe(502);
    engine = await startFakeEngine(3);
  });

  it("says so when the engine cuts the connection in the middle", async () => {
    engine.answer = () => "cut";
    const { status, content } = await call("PutItem", {
      TableName: "Orders",
      Item: { pk: { S: "a" } },
    });
    expect(status).toBe(502);
    expect(content.message).toContain("did not answer");
  });
});

describe("a table that can't be described", () => {
  it("is not written unmetered: the client is told why", async () => {
    engine.describe = () => ({ status: 403, content: { __type: "AccessDeniedException" } });
    const { status, content } = await call("PutItem", {
      TableName: "Orders",
      Item: { pk: { S: "a" } },
    });
    expect(status).toBe(502);
    expect(content.message).toContain("AccessDeniedException");
    expect(engine.seen).toEqual([]);
  });

  it("is the engine's to refuse when there is none", async () => {
    const type = "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException";
    engine.describe = () => ({ status: 400, content: { __type: type } });
    engine.answer = engine.describe;
    const { status, content } = await call("BatchWriteItem", batchOf("a"));
    expect([status, content]).toEqual([400, { __type: type }]);
    expect(engine.seen).toHaveLength(1);
  });
});

describe("a change of a table that the engine has done", () => {
  it.each([
    ["is described badly", { TableName: "Orders" }],
    ["is not described", undefined],
  ])("is said to be done although the table %s and is gone by now", async (_, TableDescription) => {
    const type = "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException";
    engine.describe = () => ({ status: 400, content: { __type: type } });
    engine.answer = () => ({ content: { TableDescription } });
    const { status, content } = await call("CreateTable", { TableName: "Orders" });
    expect([status, content]).toEqual([200, { TableDescription }]);
  });
});

describe("metrics", () => {
  it("are handed out by second, in the region of the request, and the rest at the end", async () => {
    await call("BatchWriteItem", batchOf("a", "b", "c", "d"));
    await proxy.close();
    expect(events).toEqual([
      {
        at: 1_700_000_000_000,
        region: "eu-west-1",
        table: "Orders",
        consumedWriteUnits: 3,
        consumedReadUnits: 0,
        writeThrottleEvents: 1,
        readThrottleEvents: 0,
        throttledRequests: {},
        throttlesByReason: { TableWriteProvisionedThroughputExceeded: 1 },
        provisionedWriteUnits: 3,
        provisionedReadUnits: 5,
      },
    ]);
  });
});

describe("startCapacityProxy", () => {
  it.each([
    [{ target: "localhost:8000" }, "CAPACITY_PROXY_OPTIONS_INVALID"],
    [{ target: "http://127.0.0.1:8000/path" }, "CAPACITY_PROXY_OPTIONS_INVALID"],
    [{ target: "http://127.0.0.1:8000", port: 70_000 }, "CAPACITY_PROXY_OPTIONS_INVALID"],
    [{ target: "http://127.0.0.1:8000", burstSeconds: 301 }, "CAPACITY_PROXY_OPTIONS_INVALID"],
    [{ target: "http://127.0.0.1:8000", updatingSeconds: -1 }, "CAPACITY_PROXY_OPTIONS_INVALID"],
    [{ target: "http://127.0.0.1:8000", faults: { dropRate: 2 } }, "FAULTS_INVALID"],
  ])("refuses %j", async (options, code) => {
    await expect(startCapacityProxy(options)).rejects.toMatchObject({ code });
  });

  it("says that a port is taken", async () => {
    const port = Number(new URL(proxy.url).port);
    await expect(startCapacityProxy({ target: engine.url, port })).rejects.toMatchObject({
      code: "LISTEN_FAILED",
      message: expect.stringContaining(`127.0.0.1:${port}`),
    });
  });
});
