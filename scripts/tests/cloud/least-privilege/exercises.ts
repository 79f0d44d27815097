import { type AttributeValue, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import type { S3Client } from "@aws-sdk/client-s3";
import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Outputs } from "../../demo-environment.ts";
import { announcing, selling, settling } from "./cart-exercises.ts";
import { answering, working } from "./jobs-exercises.ts";
import { scaling } from "./scaling-exercises.ts";

/** What makes a function do all that its role allows. */
export interface Exercise {
  readonly functionName: string;
  /** Makes it work once. */
  act(clients: Clients): Promise<unknown>;
  /** By Sid, for a statement that is needed only when something else fails: the action that has to fail. */
  readonly needsFailing?: Readonly<Record<string, string>>;
  /**
   * Sids of what is refused without a word in the function's log: Lambda does it as the role, a presigned
   * address does it, S3 answers a HEAD, which has no body, or the job's rejects say it.
   */
  readonly unlogged?: readonly string[];
  /** A queue in which `act` may leave messages while something is refused. */
  readonly queueUrl?: string;
}

const LEAST = "least-privilege";

export interface Clients {
  readonly dynamodb: DynamoDBClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
}

/** One line for each function that is deployed. The test names those that are missing here. */
export function exercisesOf({
  spike: { value: spike },
  capture: { value: capture },
  jobs: { value: jobs },
  scaling: { value: scaled },
  cart: { value: cart },
}: Outputs): readonly Exercise[] {
  const unwritten = "dynamodb:BatchWriteItem";
  const buffer = jobs.tables[jobs.default_table_name]?.buffer_queue_url ?? "";
  return [
    invoking(spike.direct.function_name, { SendFailures: unwritten }),
    invoking(spike.buffered.producer_function_name),
    draining(spike.buffered.consumer_function_name, spike.buffered.queue_url),
    invoking(spike.spillover.function_name, { SpillAndSendFailures: unwritten }),
    draining(spike.spillover.consumer_function_name, spike.spillover.queue_url),
    capturing(capture),
    // Units that are left of what it bought need no purchase: these are more than that. Each has a key of its
    // own, since of one key only the last is written.
    draining(
      jobs.consumer_function_name,
      buffer,
      Array.from({ length: 10 }, (_, at) => ({
        pk: { S: LEAST },
        sk: { S: `${at}` },
        text: { S: "x".repeat(200_000) },
      })),
    ),
    answering(jobs),
    working(jobs),
    scaling(scaled),
    selling(cart),
    settling(cart),
    announcing(cart),
  ];
}

/** A function that writes records of the sample: one is enough. */
function invoking(functionName: string, needsFailing: Exercise["needsFailing"] = {}): Exercise {
  const Payload = JSON.stringify({ run: "least-privilege", records: 1 });
  return {
    functionName,
    needsFailing,
    act: ({ lambda }) => lambda.send(new InvokeCommand({ FunctionName: functionName, Payload })),
  };
}

/** A function that drains a queue. */
function draining(
  functionName: string,
  queueUrl: string,
  contents: readonly Readonly<Record<string, AttributeValue>>[] = [
    { pk: { S: LEAST }, sk: { N: "0" } },
  ],
): Exercise {
  const bodies = contents.map((content) =>
    JSON.stringify({ v: 1, op: "put", item: { ...content, run: { S: LEAST } } }),
  );
  return {
    functionName,
    queueUrl,
    act: ({ sqs }) =>
      Promise.all(
        bodies.map((MessageBody) =>
          sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody })),
        ),
      ),
  };
}

/** A function that captures the changes of a table; without its notices a change is given up. */
function capturing(capture: Outputs["capture"]["value"]): Exercise {
  const Item = { UserId: { S: "least-privilege" }, ActivityId: { S: "0" } };
  return {
    functionName: capture.function_name,
    queueUrl: capture.dead_letter_queue_url,
    needsFailing: { KeepFailedChanges: "sns:Publish", ListFailedChanges: "sns:Publish" },
    unlogged: ["KeepFailedChanges", "ListFailedChanges"],
    act: ({ dynamodb }) => {
      const At = { S: new Date().toISOString() }; // what changes nothing leaves no record
      return dynamodb.send(
        new PutItemCommand({ TableName: capture.table_name, Item: { ...Item, At } }),
      );
    },
  };
}
