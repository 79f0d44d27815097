import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { type CreateEventSourceMappingRequest, Lambda } from "@aws-sdk/client-lambda";
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from "../../src/index.ts";
import { type Allowed, allow, clientSettings, createFunction, createRole } from "../deploy.ts";
import { eventually } from "../eventually.ts";

/** What a function needs to read any stream. */
export const MAY_READ: Allowed = {
  Action: ["GetRecords", "GetShardIterator", "DescribeStream", "ListStreams"].map(
    (action) => `dynamodb:${action}`,
  ),
  Resource: "arn:aws:dynamodb:us-east-1:123456789012:table/*/stream/*",
};

/** In an item: the function fails with it. */
export const POISON = { poison: { BOOL: true } };

/**
 * A function that says what it got, and fails while an item with `poison` is among it: whole, or telling which one.
 */
export const consumer = (fails: "whole" | "in part" = "whole") => `
  export const handler = async (event) => {
    const numberOf = ({ dynamodb }) => Number(dynamodb.Keys.n.N);
    console.log("event:" + JSON.stringify(event.Records[0]) + ":");
    console.log("batch:" + JSON.stringify(event.Records.map(numberOf)) + ":");
    const failed = event.Records.find(({ dynamodb }) => dynamodb.NewImage?.poison);
    if (failed && ${fails === "whole"}) throw new Error("asked to");
    return { batchItemFailures: failed ? [{ itemIdentifier: failed.dynamodb.SequenceNumber }] : [] };
  };`;

/** A local cloud with a role that may read streams, for tests of mappings. */
export class StreamCloud {
  readonly cloud: LocalCloud;
  readonly stateDir: string;
  readonly role: string;
  readonly lambda: Lambda;
  readonly dynamoDb: DynamoDB;
  /** What the local cloud said went wrong. */
  readonly errors: string[];

  private constructor(cloud: LocalCloud, stateDir: string, role: string, errors: string[]) {
    this.cloud = cloud;
    this.stateDir = stateDir;
    this.role = role;
    this.errors = errors;
    this.lambda = new Lambda(clientSettings(cloud.endpoint));
    this.dynamoDb = new DynamoDB(clientSettings(cloud.endpoint));
  }

  /** @param isNew false where the role is there already, from before a restart */
  static async start(options: LocalCloudOptions, isNew = true): Promise<StreamCloud> {
    const stateDir = mkdtempSync(path.join(tmpdir(), "local-cloud-"));
    const errors: string[] = [];
    const cloud = await startLocalCloud({ stateDir, ...options }, (message, error) =>
      errors.push(`${message}: ${error}`),
    );
    if (!isNew)
      return new StreamCloud(cloud, stateDir, "arn:aws:iam::123456789012:role/consumer", errors);
    const role = await createRole(cloud.endpoint, "consumer");
    await allow(cloud.endpoint, "consumer", [
      MAY_READ,
      {
        Action: ["logs:*", "sqs:SendMessage", "sns:Publish", "s3:PutObject", "s3:ListBucket"],
        Resource: "*",
      },
    ]);
    return new StreamCloud(cloud, stateDir, role, errors);
  }

  async close(): Promise<void> {
    await this.cloud.close();
    rmSync(this.stateDir, { recursive: true });
  }

  /** A table of which everything is in its stream; gives the stream's ARN. */
  async table(TableName: string): Promise<string> {
    const { TableDescription: made } = await this.dynamoDb.createTable({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "id", KeyType: "HASH" },
        { AttributeName: "n", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "id", AttributeType: "S" },
        { AttributeName: "n", AttributeType: "N" },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    });
    return made?.LatestStreamArn ?? "";
  }

  function(name: string, source = consumer()): Promise<void> {
    // On a busy machine a process takes long to start.
    return createFunction(this.cloud.endpoint, this.role, name, source, { Timeout: 60 });
  }

  /** A table and a function of one name, and a mapping of its stream from the beginning. */
  async map(
    name: string,
    more: Partial<CreateEventSourceMappingRequest> = {},
    source = consumer(),
  ) {
    const EventSourceArn = await this.table(name);
    await this.function(name, source);
    return this.lambda.createEventSourceMapping({
      EventSourceArn,
      FunctionName: name,
      StartingPosition: "TRIM_HORIZON",
      ...more,
    });
  }

  put(TableName: string, id: string, n: number, more = {}) {
    const Item = { id: { S: id }, n: { N: String(n) }, ...more };
    return this.dynamoDb.putItem({ TableName, Item });
  }

  logOf(functionName: string): string {
    const file = path.join(this.stateDir, "logs", "us-east-1", `${functionName}.log`);
    return readFileSync(file, { encoding: "utf8", flag: "a+" });
  }

  /** The batches that a function got, in their order. */
  batches(functionName: string): number[][] {
    const found = this.logOf(functionName).matchAll(/batch:(\[.*?\]):/g);
    return [...found].map(([, batch = ""]) => JSON.parse(batch));
  }

  /** The first record of each batch that a function got. */
  firstRecords(functionName: string): unknown[] {
    const found = this.logOf(functionName).matchAll(/event:(\{.*\}):/g);
    return [...found].map(([, event = ""]) => JSON.parse(event));
  }

  got(functionName: string, ...numbers: number[]): Promise<number[]> {
    return eventually(`${functionName} to get ${numbers}`, async () => {
      const all = this.batches(functionName).flat();
      return numbers.every((n) => all.includes(n)) ? all : undefined;
    });
  }

  /** Waits for a `LastProcessingResult`. */
  result(UUID: string | undefined, expected: RegExp): Promise<string> {
    return eventually(`the result ${expected}`, async () => {
      const { LastProcessingResult: result = "" } = await this.lambda.getEventSourceMapping({
        UUID,
      });
      return expected.test(result) ? result : undefined;
    });
  }

  /** Waits for a `State`. */
  state(UUID: string | undefined, expected: string): Promise<string> {
    return eventually(`the state ${expected}`, async () => {
      const { State } = await this.lambda.getEventSourceMapping({ UUID });
      return State === expected ? State : undefined;
    });
  }
}
