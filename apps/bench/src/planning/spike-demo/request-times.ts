import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { RequestKind } from "@spillway/planner";
import { fastestTransport, type Transport, type WireRequest } from "@spillway/table-writer";

const KEYS = { partitionKey: { name: "pk", type: "S" } } as const;
/** Units that no request here uses up, and units that one does. */
const AMPLE = { name: `spike-demo-ample-${Date.now()}`, units: 20_000 };
const SPENT = { name: `spike-demo-spent-${Date.now()}`, units: 1 };
const QUEUE = "spike-demo-times";
/** Between two requests of one kind: few enough to leave the machine to the spike. */
const PAUSE_MS = 100;
/** An invocation takes more of it than they do. */
const PAUSE_OF_INVOCATIONS_MS = 1_000;
const BODY = "x".repeat(400);

/** How long a request took, and when it was sent. */
export interface TimedRequest {
  readonly kind: RequestKind;
  /** Since 1970. */
  readonly atMs: number;
  readonly tookMs: number;
}

/** What requests are timed with. */
export interface TimedClients {
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
  /** The name of a function that consumes a queue. */
  readonly consumer: string;
}

/** Tables and a queue of their own, in which requests are timed: nothing of the spike is touched. */
export class RequestTimes {
  readonly #dynamodb: DynamoDBClient;
  readonly #sqs: SQSClient;
  readonly #lambda: LambdaClient;
  readonly #consumer: string;
  readonly #transport: Transport;
  readonly #queueUrl: string;
  #written = 0;

  private constructor(clients: TimedClients, queueUrl: string) {
    this.#dynamodb = clients.dynamodb;
    this.#sqs = clients.sqs;
    this.#lambda = clients.lambda;
    this.#consumer = clients.consumer;
    this.#queueUrl = queueUrl;
    this.#transport = fastestTransport(clients.dynamodb);
  }

  static async create(clients: TimedClients): Promise<RequestTimes> {
    for (const { name, units } of [AMPLE, SPENT]) {
      await clients.dynamodb.send(
        new CreateTableCommand({
          TableName: name,
          KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
          AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
          ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: units },
        }),
      );
    }
    const { QueueUrl = "" } = await clients.sqs.send(new CreateQueueCommand({ QueueName: QUEUE }));
    return new RequestTimes(clients, QueueUrl);
  }

  /** Times requests of each kind, one after the other, until the signal aborts. */
  async watch(signal: AbortSignal): Promise<readonly TimedRequest[]> {
    const timed: TimedRequest[] = [];
    const received: Message[] = [];
    const timing = async (
      kind: RequestKind,
      request: () => Promise<unknown>,
      pauseMs = PAUSE_MS,
    ) => {
      const sentMs = performance.now();
      await request();
      const endedMs = performance.now();
      const tookMs = endedMs - sentMs;
      timed.push({ kind, atMs: Date.now() - tookMs, tookMs });
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    };
    await this.#write(SPENT.name, 25);
    const loops: readonly (() => Promise<void>)[] = [
      async () => {
        await timing("write", () => this.#write(AMPLE.name, 25));
        await timing("refuse", () => this.#write(SPENT.name, 25));
        await timing("describe", () => this.#describe());
      },
      async () => {
        await timing("send", () => this.#send(10));
        await timing("receive", async () => received.push(...(await this.#receive())));
        await timing("delete", () => this.#delete(received.splice(0)));
      },
      () => timing("invoke", () => this.#invoke(), PAUSE_OF_INVOCATIONS_MS),
    ];
    await Promise.all(
      loops.map(async (loop) => {
        while (!signal.aborted) await loop();
      }),
    );
    return timed;
  }

  async #write(table: string, count: number): Promise<void> {
    const requests = Array.from({ length: count }, (): WireRequest => {
      this.#written += 1;
      const attributes = { pk: { S: `${this.#written}` }, body: { S: BODY } };
      const key = `${this.#written}`;
      return { op: "put", json: JSON.stringify(attributes), attributes, key, bytes: 410 };
    });
    // A table without units refuses: that is what is timed.
    await this.#transport.batchWrite({ name: table, keys: KEYS }, requests).catch(() => undefined);
  }

  /** A consumer that is handed nothing has nothing to do. */
  async #invoke(): Promise<void> {
    const Payload = Buffer.from(JSON.stringify({ Records: [] }));
    await this.#lambda.send(new InvokeCommand({ FunctionName: this.#consumer, Payload }));
  }

  async #describe(): Promise<void> {
    await this.#dynamodb.send(new DescribeTableCommand({ TableName: AMPLE.name }));
  }

  async #send(count: number): Promise<void> {
    const Entries = Array.from({ length: count }, (_, index) => ({
      Id: String(index),
      MessageBody: BODY,
    }));
    await this.#sqs.send(new SendMessageBatchCommand({ QueueUrl: this.#queueUrl, Entries }));
  }

  async #receive(): Promise<Message[]> {
    const { Messages = [] } = await this.#sqs.send(
      new ReceiveMessageCommand({ QueueUrl: this.#queueUrl, MaxNumberOfMessages: 10 }),
    );
    return Messages;
  }

  async #delete(messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return;
    const Entries = messages.map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
    }));
    await this.#sqs.send(new DeleteMessageBatchCommand({ QueueUrl: this.#queueUrl, Entries }));
  }
}
