import { describe, expect, onTestFinished, test } from "vitest";
import { jsonOperation, requestSender, serviceEndpoint } from "../src/index.ts";
import { httpServer } from "./http-server.ts";

function senderTo(endpoint: URL, timeoutMs = 10_000) {
  const sender = requestSender({
    ...{ service: "s3", region: "eu-west-1", endpoint, timeoutMs },
    credentials: { accessKeyId: "AKID", secretAccessKey: "secret", sessionToken: "token" },
    now: () => Date.UTC(2026, 10, 28),
  });
  onTestFinished(() => sender.destroy());
  return sender;
}

const put = { method: "PUT", path: "/b/k", headers: { "if-none-match": "*" }, body: "é" } as const;

describe("a sender", () => {
  test("sends what it was given, signed", async () => {
    const { endpoint, seen } = await httpServer(() => ({ status: 200, body: "done" }));
    expect(await senderTo(endpoint).send(put)).toEqual({ status: 200, body: "done" });
    expect(seen).toMatchObject([
      {
        method: "PUT",
        url: "/b/k",
        body: "é",
        headers: {
          host: endpoint.host,
          "if-none-match": "*",
          "content-length": "2",
          "x-amz-date": "20261128T000000Z",
          "x-amz-security-token": "token",
          authorization: expect.stringContaining("AKID/20261128/eu-west-1/s3/aws4_request"),
        },
      },
    ]);
  });

  test("puts the path of its endpoint before that of the request", async () => {
    const { endpoint, seen } = await httpServer(() => ({ status: 200 }));
    await senderTo(new URL("/tunnel/", endpoint)).send(put);
    expect(seen[0]?.url).toBe("/tunnel/b/k");
  });

  test("sends again over a new connection what a kept one was closed on", async () => {
    const { endpoint, seen } = await httpServer((_, index) =>
      index === 1 ? "reset" : { status: 200 },
    );
    const sender = senderTo(endpoint);
    await sender.send(put);
    expect(await sender.send(put)).toMatchObject({ status: 200 });
    expect(seen).toHaveLength(3);
  });

  test("gives on what a new connection failed with", async () => {
    const { endpoint } = await httpServer(() => "reset");
    await expect(senderTo(endpoint).send(put)).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  test("takes no answer that was cut off", async () => {
    const { endpoint } = await httpServer(() => "cut");
    await expect(senderTo(endpoint).send(put)).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  test("waits no longer than it was told", async () => {
    const { endpoint } = await httpServer(() => "hang");
    await expect(senderTo(endpoint, 20).send(put)).rejects.toMatchObject({ name: "TimeoutError" });
  });

  test("waits no longer than that on a connection that was kept either", async () => {
    const { endpoint } = await httpServer((_, index) => (index === 0 ? { status: 200 } : "hang"));
    // Time enough for the first answer, on a busy machine too.
    const sender = senderTo(endpoint, 3_000);
    await sender.send(put);
    await expect(sender.send(put)).rejects.toMatchObject({ name: "TimeoutError" });
  });

  test.each([
    [
      { status: 412, body: "<Error><Code>PreconditionFailed</Code><Message>m</Message></Error>" },
      { name: "PreconditionFailed", message: "m", $fault: "client" },
    ],
    [{ status: 503 }, { name: "ServiceUnavailable", $fault: "server" }],
    [
      { status: 418, body: "tea" },
      { name: "UnknownError", message: "tea" },
    ],
    [
      { status: 400, body: '{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"m"}' },
      { name: "QueueDoesNotExist", message: "m", $metadata: { httpStatusCode: 400 } },
    ],
    [
      { status: 400, body: '{"Message":"M"}' },
      { name: "UnknownError", message: "M" },
    ],
    [
      { status: 400, body: "{" },
      { name: "UnknownError", message: "{" },
    ],
    [
      { status: 400, headers: { "x-amzn-errortype": "ThrottlingException:http://x/" } },
      { name: "ThrottlingException" },
    ],
  ])("throws %j as the SDK's error would be", async (reaction, error) => {
    const { endpoint } = await httpServer(() => reaction);
    await expect(senderTo(endpoint).send(put)).rejects.toMatchObject(error);
  });
});

test("an operation of JSON goes by its target", async () => {
  const { endpoint, seen } = await httpServer((_, index) => ({
    status: 200,
    ...(index === 0 ? { body: '{"Answer":1}' } : {}),
  }));
  const operation = jsonOperation<{ A: number }, { Answer?: number }>(
    senderTo(endpoint),
    "Service_1.Do",
    "1.0",
  );
  expect(await operation({ A: 1 })).toEqual({ Answer: 1 });
  expect(await operation({ A: 2 })).toEqual({});
  expect(seen[0]).toMatchObject({
    method: "POST",
    body: '{"A":1}',
    headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "Service_1.Do" },
  });
});

test.each([
  [{}, "https://sns.eu-west-1.amazonaws.com/"],
  [{ AWS_USE_FIPS_ENDPOINT: "true" }, "https://sns-fips.eu-west-1.amazonaws.com/"],
  [{ AWS_ENDPOINT_URL: "http://a:1" }, "http://a:1/"],
  [{ AWS_ENDPOINT_URL: "http://a:1", AWS_ENDPOINT_URL_SNS: "http://b:2" }, "http://b:2/"],
  [
    { AWS_ENDPOINT_URL: "http://a:1", AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" },
    "https://sns.eu-west-1.amazonaws.com/",
  ],
])("with %j SNS is at %s", (env, url) => {
  expect(serviceEndpoint("sns", "eu-west-1", env).href).toBe(url);
});

test("a region of China has its own suffix", () => {
  expect(serviceEndpoint("s3", "cn-north-1", {}).host).toBe("s3.cn-north-1.amazonaws.com.cn");
});
