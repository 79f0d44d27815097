import { expect, test } from "vitest";
import { s3Destination, sqsDestination } from "../../src/index.ts";
import { fakeSender } from "../fixtures/senders.ts";

const record = {
  id: "e1",
  at: "2026-11-28T18:26:14.000Z",
  body: '{"payload":"x"}',
};

test("a bucket keeps a record by day and event id, once", async () => {
  const s3 = fakeSender(() => "");
  await s3Destination(s3, "bucket").send(record);
  expect(s3.seen).toMatchObject([
    {
      method: "PUT",
      path: "/bucket/defects/2026/11/28/e1.json",
      headers: { "if-none-match": "*", "content-type": "application/json" },
      body: Buffer.from(record.body),
    },
  ]);
});

test("a queue gets the record", async () => {
  const sqs = fakeSender(() => '{"MessageId":"m"}');
  await sqsDestination(sqs, "https://queue").send(record);
  expect(JSON.parse(String(sqs.seen[0]?.body))).toEqual({
    QueueUrl: "https://queue",
    MessageBody: record.body,
  });
  expect(sqs.seen[0]?.headers).toMatchObject({ "x-amz-target": "AmazonSQS.SendMessage" });
});

test("what does not fit into a queue's message is refused, so that Lambda keeps it", async () => {
  const sqs = fakeSender(() => '{"MessageId":"m"}');
  const sent = sqsDestination(sqs, "https://queue").send({
    ...record,
    body: "é".repeat(131_073),
  });
  await expect(sent).rejects.toMatchObject({ code: "RECORD_TOO_LARGE" });
  expect(sqs.seen).toEqual([]);
});
