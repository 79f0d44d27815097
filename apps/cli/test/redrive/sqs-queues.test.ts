import { createHash } from "node:crypto";
import { createClients } from "@spillway/aws-clients";
import { expect, test } from "vitest";
import { sqsQueues } from "../../src/redrive/queue/sqs-queues.ts";
import { startFakeAws } from "../fake-aws.ts";

const body = '{"n":1}';
const received = {
  MessageId: "m-1",
  ReceiptHandle: "r-1",
  Body: body,
  MD5OfBody: createHash("md5").update(body).digest("hex"),
  Attributes: {
    ApproximateReceiveCount: "3",
    MessageGroupId: "g",
    MessageDeduplicationId: "d",
    AWSTraceHeader: "Root=1-5759e988-bd862e3fe1be46a994272793",
  },
  MessageAttributes: {
    kind: { DataType: "String", StringValue: "big" },
    hash: { DataType: "Binary", BinaryValue: "AQID" },
  },
};

test("a copy has all that a sender can give; what SQS names neither way counts as refused", async () => {
  const aws = await startFakeAws({
    ReceiveMessage: () => ({ body: { Messages: [received] } }),
    SendMessageBatch: () => ({ body: { Successful: [], Failed: [] } }),
    DeleteMessageBatch: () => ({
      body: { Failed: [{ Id: "0", Code: "Busy", Message: "later", SenderFault: false }] },
    }),
  });
  const clients = createClients({
    ...{ region: "us-east-1", endpoint: aws.endpoint },
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  try {
    const queues = await sqsQueues(clients, `${aws.endpoint}/1/dlq`, `${aws.endpoint}/1/orders`);
    const messages = await queues.receive(10, 90);
    expect(await queues.send(messages)).toEqual([
      { index: 0, code: "NOT_ANSWERED", message: expect.any(String), senderFault: false },
    ]);
    expect(await queues.delete(messages)).toEqual([
      { index: 0, code: "Busy", message: "later", senderFault: false },
    ]);
    const inputs = new Map(aws.calls.map(({ operation, input }) => [operation, input]));
    expect(inputs.get("ReceiveMessage")).toMatchObject({
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 90,
    });
    expect(inputs.get("SendMessageBatch")).toMatchObject({
      Entries: [
        {
          ...{ Id: "0", MessageBody: body, MessageGroupId: "g" },
          // Not its own: that may be in the five minutes in which SQS takes it and drops it.
          MessageDeduplicationId: "m-1",
          MessageAttributes: received.MessageAttributes,
          MessageSystemAttributes: {
            AWSTraceHeader: {
              DataType: "String",
              StringValue: received.Attributes.AWSTraceHeader,
            },
          },
        },
      ],
    });
  } finally {
    clients.destroy();
    await aws.close();
  }
});
