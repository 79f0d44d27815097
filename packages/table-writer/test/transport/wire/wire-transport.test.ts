import { crc32 } from "node:zlib";
import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { SignatureV4 } from "@smithy/signature-v4";
import { afterEach, describe, expect, it } from "vitest";
import { classifyFailure } from "../../../src/attempt/classify-failure.ts";
import { type WireTransport, wireTransport } from "../../../src/index.ts";
import { always, type Endpoint, endpointThat, put, TABLE } from "./wire-endpoint.ts";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function wired(
  answer: Parameters<typeof endpointThat>[0],
  config?: DynamoDBClientConfig,
): Promise<Endpoint & { readonly transport: WireTransport }> {
  const endpoint = await endpointThat(answer, config);
  const transport = wireTransport(endpoint.client);
  open.push(endpoint.close, () => transport.destroy());
  return { ...endpoint, transport };
}

const failed = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.unreachable("expected a failure"),
    (error: unknown) => error,
  );

describe("the request", () => {
  it("is the prepared JSON as it is", async () => {
    const { transport, received } = await wired(always(200, "{}"));
    const json = '{"pk":{"S":"é 💧"},  "sk":{"N":"1.0"}}';
    const one = { ...put({ pk: "é 💧", sk: 1 }), json };
    const other = { ...put({ pk: "b", sk: 2 }), op: "delete" } as const;
    await transport.batchWrite(TABLE, [one, other]);
    expect(received[0]?.body).toBe(
      `{"RequestItems":{"Users":[{"PutRequest":{"Item":${json}}},{"DeleteRequest":{"Key":${other.json}}}]},"ReturnConsumedCapacity":"INDEXES"}`,
    );
    expect(received[0]).toMatchObject({ method: "POST", url: "/" });
    expect(received[0]?.headers).toMatchObject({
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.BatchWriteItem",
      "user-agent": expect.stringMatching(/^aws-sdk-js\//),
    });
  });

  it.each([
    ["a key", {}],
    ["a session", { sessionToken: "to/ken+=" }],
  ])("is signed with %s as the SDK's signer signs it", async (_what, session) => {
    const credentials = { accessKeyId: "AKID", secretAccessKey: "secret", ...session };
    const { transport, received, client } = await wired(always(200, "{}"), { credentials });
    await transport.batchWrite(TABLE, [put({ pk: "é", sk: 1 })]);
    const [request] = received;
    const headers = Object.entries(request?.headers ?? {});
    const date = String(request?.headers["x-amz-date"]);
    const signer = new SignatureV4({
      credentials,
      region: "eu-west-1",
      service: "dynamodb",
      sha256: client.config.sha256,
      applyChecksum: false,
    });
    const signed = await signer.sign(
      {
        method: "POST",
        protocol: "http:",
        hostname: "127.0.0.1",
        path: "/",
        query: {},
        headers: Object.fromEntries(
          headers
            .filter(([name]) => !["authorization", "connection", "content-length"].includes(name))
            .map(([name, value]) => [name, String(value)]),
        ),
        body: request?.body,
      },
      {
        signingDate: new Date(date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z")),
        unsignableHeaders: new Set(["x-amz-user-agent"]),
      },
    );
    expect(request?.headers.authorization).toBe(signed.headers.authorization);
  });

  it.each([
    ["larger than most", "é".repeat(100_000)],
    ["made of halves of characters", "\ud83d"],
  ])("arrives whole when it is %s", async (_what, text) => {
    const { transport, received } = await wired(always(200, "{}"));
    const large = { ...put({ pk: "a", sk: 1 }), json: `{"text":{"S":"${text}"}}` };
    for (let n = 0; n < 2; n += 1) await transport.batchWrite(TABLE, [large]);
    await transport.batchWrite(TABLE, [put({ pk: "a", sk: 2 })]);
    const bodies = received.map(({ body }) => JSON.parse(body).RequestItems.Users);
    const sent = { PutRequest: { Item: { text: { S: text.toWellFormed() } } } };
    expect(bodies.slice(0, 2)).toEqual([[sent], [sent]]);
    expect(bodies[2]).toEqual([{ PutRequest: { Item: { pk: { S: "a" }, sk: { N: "2" } } } }]);
  });

  it.each([
    ["a session token", { sessionToken: "token\n" }],
    ["an access key", { accessKeyId: "AKID\r\nx: y" }],
  ])("is not sent with a line end in %s", async (_what, wrong) => {
    const credentials = { accessKeyId: "AKID", secretAccessKey: "secret", ...wrong };
    const { transport, received } = await wired(always(200, "{}"), { credentials });
    const error = await failed(transport.batchWrite(TABLE, [put({ pk: "a", sk: 1 })]));
    expect(error).toMatchObject({ code: "REQUEST_HEADER_INVALID" });
    expect(classifyFailure(error, "Users").kind).toBe("refused");
    expect(received).toEqual([]);
  });

  it("goes over one connection again and again", async () => {
    const ports = new Set<number | undefined>();
    const { transport } = await wired((request, response) => {
      ports.add(request.socket.remotePort);
      response.end("{}");
    });
    for (let n = 0; n < 5; n += 1) await transport.batchWrite(TABLE, [put({ pk: "a", sk: n })]);
    expect(ports.size).toBe(1);
  });

  it("is signed anew when the credentials change", async () => {
    let renewals = 0;
    const { transport, received } = await wired(always(200, "{}"), {
      credentials: async () => {
        renewals += 1;
        const expiration = new Date(Date.now() + (renewals < 2 ? 1_000 : 3_600_000));
        return { accessKeyId: `AKID${renewals}`, secretAccessKey: "s", expiration };
      },
    });
    for (let n = 0; n < 3; n += 1) await transport.batchWrite(TABLE, [put({ pk: "a", sk: n })]);
    const last = received.at(-1)?.headers.authorization;
    expect(last).toContain(`AKID${renewals}/`);
    expect(renewals).toBeGreaterThan(1);
  });
});

describe("the clock", () => {
  it("follows the service's, and so does the client's", async () => {
    const serviceMs = Date.UTC(2031, 4, 6, 7, 8, 9);
    const date = new Date(serviceMs).toUTCString();
    const { transport, received, client } = await wired(always(200, "{}", { date }));
    await transport.batchWrite(TABLE, [put({ pk: "a", sk: 1 })]);
    await transport.batchWrite(TABLE, [put({ pk: "a", sk: 2 })]);
    expect(received[1]?.headers["x-amz-date"]).toMatch(/^20310506T0708/);
    expect(client.config.systemClockOffset).toBeGreaterThan(0);
  });

  it("stays the machine's where the client corrects nothing", async () => {
    const date = new Date(Date.UTC(2031, 4, 6)).toUTCString();
    const config = { disableClockSkewCorrection: true };
    const { transport, received } = await wired(always(200, "{}", { date }), config);
    await transport.batchWrite(TABLE, [put({ pk: "a", sk: 1 })]);
    await transport.batchWrite(TABLE, [put({ pk: "a", sk: 2 })]);
    expect(received[1]?.headers["x-amz-date"]).not.toMatch(/^2031/);
  });
});

describe("the answer", () => {
  it("gives units, and the requests that were sent back", async () => {
    const requests = [1, 2, 3].map((sk) => put({ pk: "a", sk }));
    const body = JSON.stringify({
      UnprocessedItems: { Users: [{ PutRequest: { Item: { pk: { S: "a" }, sk: { N: "3.0" } } } }] },
      ConsumedCapacity: [
        {
          CapacityUnits: 9,
          Table: { CapacityUnits: 2 },
          LocalSecondaryIndexes: { byDate: { CapacityUnits: 1 } },
          GlobalSecondaryIndexes: { byEmail: { CapacityUnits: 6 } },
        },
      ],
    });
    const checksum = { "x-amz-crc32": String(crc32(body)) };
    const { transport } = await wired(always(200, body, checksum));
    const result = await transport.batchWrite(TABLE, requests);
    expect(result).toEqual({
      unprocessed: [requests[2]],
      consumed: { table: 3, indexes: { byEmail: 6 } },
    });
    expect(result.unprocessed[0]).toBe(requests[2]);
  });

  it.each([
    ["has another checksum", "{}", { "x-amz-crc32": "1" }],
    ["is no JSON", "<html>", {}],
    ["is no object", "null", {}],
  ])("counts as a passing fault when it %s", async (_what, body, headers) => {
    const { transport } = await wired(always(200, body, headers));
    const error = await failed(transport.batchWrite(TABLE, [put({ pk: "a", sk: 1 })]));
    expect(classifyFailure(error, "Users").kind).toBe("passing");
  });

  it.each([
    [
      400,
      '{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException","message":"slow","throttlingReasons":[{"reason":"R"}]}',
      "throttled",
    ],
    [400, '{"__type":"com.amazon.coral.validate#ValidationException","message":"bad"}', "invalid"],
    [413, "", "invalid"],
    [500, '{"__type":"InternalServerError"}', "passing"],
    [503, "<html>busy</html>", "passing"],
    [400, '{"__type":"x#ResourceNotFoundException","Message":"none"}', "refused"],
  ])("of status %i is an error like the SDK's: %s", async (status, body, kind) => {
    const { transport } = await wired(always(status, body));
    const error = await failed(transport.batchWrite(TABLE, [put({ pk: "a", sk: 1 })]));
    expect(error).toMatchObject({ $metadata: { httpStatusCode: status } });
    const failure = classifyFailure(error, "Users");
    expect(failure.kind).toBe(kind);
    if (failure.kind === "throttled") expect(failure.causes).toEqual(["R"]);
  });

  it("that was cut off is no answer", async () => {
    const { transport } = await wired((_request, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write("{");
      response.socket?.destroySoon();
    });
    const error = await failed(transport.batchWrite(TABLE, [put({ pk: "a", sk: 1 })]));
    expect(classifyFailure(error, "Users").kind).toBe("unreachable");
  });
});

describe("a request without an answer", () => {
  it("ends when the signal aborts, before it goes and while it waits", async () => {
    const controller = new AbortController();
    const { transport } = await wired(() => controller.abort(new Error("enough")));
    const waiting = transport.batchWrite(TABLE, [put({ pk: "a", sk: 1 })], controller.signal);
    expect(await failed(waiting)).toMatchObject({ name: "AbortError" });
    const late = transport.batchWrite(TABLE, [put({ pk: "a", sk: 1 })], controller.signal);
    expect(await failed(late)).toMatchObject({ name: "AbortError" });
  });

  it("ends after the client's request timeout", async () => {
    const { transport } = await wired(() => undefined, { requestHandler: { requestTimeout: 50 } });
    const error = await failed(transport.batchWrite(TABLE, [put({ pk: "a", sk: 1 })]));
    expect(error).toMatchObject({ name: "TimeoutError" });
    expect(classifyFailure(error, "Users").kind).toBe("unreachable");
  });

  it("has the system's code when nobody listens", async () => {
    const { transport, close } = await wired(always(200, "{}"));
    await close();
    const error = await failed(transport.batchWrite(TABLE, [put({ pk: "a", sk: 1 })]));
    expect(error).toMatchObject({ code: "ECONNREFUSED" });
  });
});
