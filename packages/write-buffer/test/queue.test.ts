import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, expect, test } from "vitest";
import { sqsQueue } from "../src/index.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** An SQS that notes each request's JSON and answers as the test says. */
async function sqsAnswering(status: number, answer: object) {
  const requests: unknown[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      requests.push(JSON.parse(body));
      response.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const client = new SQSClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  closers.push(() => {
    client.destroy();
    server.close();
    server.closeAllConnections();
  });
  return { queue: sqsQueue(client, `http://127.0.0.1:${port}/123456789012/buffer`), requests };
}

const message = (body: string, delaySeconds: number) => ({ body, delaySeconds });
const taken = (id: string, body: string) => ({
  Id: id,
  MessageId: `id-${id}`,
  MD5OfMessageBody: createHash("md5").update(body).digest("hex"),
});

test("sends one SendMessageBatch with ids by place, bodies and delays", async () => {
  const { queue, requests } = await sqsAnswering(200, {
    Successful: [taken("0", "a"), taken("1", "b")],
    Failed: [],
  });
  expect(await queue.sendBatch([message("a", 0), message("b", 900)])).toEqual([]);
  expect(requests).toEqual([
    {
      QueueUrl: expect.stringContaining("/123456789012/buffer"),
      Entries: [
        { Id: "0", MessageBody: "a", DelaySeconds: 0 },
        { Id: "1", MessageBody: "b", DelaySeconds: 900 },
      ],
    },
  ]);
});

test("names what SQS refused, and what it did not speak of", async () => {
  const { queue } = await sqsAnswering(200, {
    Successful: [taken("0", "a")],
    Failed: [{ Id: "2", Code: "InvalidMessageContents", Message: "bad", SenderFault: true }],
  });
  expect(await queue.sendBatch([message("a", 0), message("b", 0), message("c", 0)])).toEqual([
    { index: 1, code: "NOT_ANSWERED", message: expect.any(String), senderFault: false },
    { index: 2, code: "InvalidMessageContents", message: "bad", senderFault: true },
  ]);
});

test("throws what SQS answered to the request as a whole", async () => {
  const { queue } = await sqsAnswering(400, {
    __type: "com.amazonaws.sqs#QueueDoesNotExist",
    message: "The specified queue does not exist.",
  });
  await expect(queue.sendBatch([message("a", 0)])).rejects.toMatchObject({
    name: "QueueDoesNotExist",
  });
});
