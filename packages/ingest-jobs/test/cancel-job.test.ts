import { ConditionalCheckFailedException, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SendMessageCommand } from "@aws-sdk/client-sqs";
import { marshall } from "@aws-sdk/util-dynamodb";
import { expect, it } from "vitest";
import { type JobPlaces, jobStore } from "../src/index.ts";
import { planMessage } from "../src/queue/job-message.ts";

function world(state: string, stop?: "cancel") {
  const sent: unknown[] = [];
  const item = marshall({
    ...{ id: "1", table: "users", strategy: "direct", source: "s3://a/b", request: "{}" },
    ...{ created_at: "2026-11-28T12:00:00Z", caller: "ann", expires_at: 0, state },
    ...(stop && { stop }),
  });
  const dynamodb = {
    send: async ({ input }: { input: { UpdateExpression?: string } }) => {
      if (input.UpdateExpression === undefined) return { Item: item };
      if (stop === undefined && state !== "succeeded") return { Attributes: item };
      throw new ConditionalCheckFailedException({ message: "no", $metadata: {} });
    },
  } as unknown as DynamoDBClient;
  const sqs = {
    send: async ({ input }: SendMessageCommand) => void sent.push(input.MessageBody),
  };
  const clients = { dynamodb: async () => dynamodb, sqs: async () => sqs };
  const jobs = jobStore({ clients, table: "jobs", queueUrl: "chunks" } as unknown as JobPlaces);
  return { jobs, sent };
}

it("has a worker end the job, whatever became of its other messages", async () => {
  const { jobs, sent } = world("running");
  await jobs.cancel("1");
  expect(sent).toEqual([planMessage("1")]);
});

it("asks for it once more where the job has not ended since", async () => {
  const { jobs, sent } = world("cancelling", "cancel");
  expect(await jobs.cancel("1")).toMatchObject({ state: "cancelling" });
  expect(sent).toEqual([planMessage("1")]);
});

it("asks nobody where it has", async () => {
  const cancelled = world("cancelled", "cancel");
  expect(await cancelled.jobs.cancel("1")).toMatchObject({ state: "cancelled" });
  const done = world("succeeded");
  await expect(done.jobs.cancel("1")).rejects.toMatchObject({ code: "JOB_ENDED" });
  expect([...cancelled.sent, ...done.sent]).toEqual([]);
});
