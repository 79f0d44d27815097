import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  LambdaClient,
  PublishLayerVersionCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { localClientSettings } from "@spillway/testkit";
import { strToU8, zipSync } from "fflate";

const PROCESSOR = fileURLToPath(new URL("../../../stream-processor", import.meta.url));
const HANDLER = new URL("./unreliable-handler.mjs", import.meta.url);
const ARN = (service: string, rest: string) => `arn:aws:${service}:us-east-1:123456789012:${rest}`;

/** Names of what is deployed. */
export const NAMES = {
  table: "changed",
  notices: "sent-notices",
  audit: "audit-of-changed",
  failures: "failed-changes",
  function: "changed-stream-processor",
} as const;

/** A stream with the real processor behind it, all of it deployed as Terraform does. */
export interface CapturePipeline {
  readonly dynamodb: DynamoDBClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  /** Queue that the topic of notices delivers to. */
  readonly noticesUrl: string;
  /** Puts the handler without its faults in its place. */
  mend(): Promise<void>;
  close(): void;
}

/**
 * Deploys a table with a stream, the built stream-processor with the unreliable handler in a layer, its
 * sinks and its failure destination.
 *
 * @param handledFile where the handler says what it has handled
 */
export async function deployPipeline(
  endpoint: string,
  handledFile: string,
): Promise<CapturePipeline> {
  await promisify(execFile)(process.execPath, ["../../scripts/build-lambda.ts"], {
    cwd: PROCESSOR,
  });
  const settings = { ...localClientSettings, endpoint, region: "us-east-1" };
  const dynamodb = new DynamoDBClient(settings);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const sqs = new SQSClient(settings);
  const sns = new SNSClient(settings);
  const lambda = new LambdaClient(settings);
  const streamArn = await createTables(dynamodb);
  for (const Bucket of [NAMES.audit, NAMES.failures]) {
    await s3.send(new CreateBucketCommand({ Bucket }));
  }
  const { noticesUrl, topicArn } = await createTopic(sns, sqs);
  const role = await createRole(new IAMClient(settings), streamArn, topicArn);
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: NAMES.function,
      Role: role,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: await readFile(`${PROCESSOR}/dist/stream-processor.zip`) },
      Layers: [await publishHandler(lambda, {})],
      MemorySize: 256,
      // Only a handler that hangs may meet it: one that is ended between publishing a notice and remembering it
      // sends it twice.
      Timeout: 20,
      Environment: {
        Variables: {
          AUDIT_BUCKET: NAMES.audit,
          NOTICE_TOPIC_ARN: topicArn,
          NOTICE_TABLE: NAMES.notices,
          NOTICE_RULES: JSON.stringify([{ name: "alert", pattern: { new: { alert: [true] } } }]),
          HANDLER_MODULE: "/opt/unreliable-handler.mjs",
          HANDLED_FILE: handledFile,
          FAULT_SEED: "1",
        },
      },
    }),
  );
  await lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: NAMES.function,
      EventSourceArn: streamArn,
      StartingPosition: "TRIM_HORIZON",
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 1,
      ParallelizationFactor: 4,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 3,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      DestinationConfig: { OnFailure: { Destination: `arn:aws:s3:::${NAMES.failures}` } },
    }),
  );
  return {
    ...{ dynamodb, s3, sqs, noticesUrl },
    async mend() {
      const Layers = [await publishHandler(lambda, { mended: strToU8("") })];
      await lambda.send(
        new UpdateFunctionConfigurationCommand({ FunctionName: NAMES.function, Layers }),
      );
    },
    close() {
      for (const client of [dynamodb, s3, sqs, sns, lambda]) client.destroy();
    },
  };
}

async function createTables(dynamodb: DynamoDBClient): Promise<string> {
  const keyed = (TableName: string, key: string) => ({
    TableName,
    BillingMode: "PAY_PER_REQUEST" as const,
    KeySchema: [{ AttributeName: key, KeyType: "HASH" as const }],
    AttributeDefinitions: [{ AttributeName: key, AttributeType: "S" as const }],
  });
  await dynamodb.send(new CreateTableCommand(keyed(NAMES.notices, "id")));
  const { TableDescription: made } = await dynamodb.send(
    new CreateTableCommand({
      ...keyed(NAMES.table, "pk"),
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  );
  return made?.LatestStreamArn ?? "";
}

async function createTopic(sns: SNSClient, sqs: SQSClient) {
  const { TopicArn: topicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "notices" }));
  const queueArn = ARN("sqs", "notices");
  const statement = {
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
  };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const { QueueUrl: noticesUrl = "" } = await sqs.send(
    new CreateQueueCommand({ QueueName: "notices", Attributes: { Policy } }),
  );
  await sns.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: "sqs",
      Endpoint: queueArn,
      Attributes: { RawMessageDelivery: "true" },
    }),
  );
  return { noticesUrl, topicArn };
}

/** A role with the rights that the processor needs, and no other. */
async function createRole(iam: IAMClient, streamArn: string, topicArn: string): Promise<string> {
  const allow = (Action: readonly string[], Resource: string) => ({
    Effect: "Allow",
    Action,
    Resource,
  });
  const document = (...Statement: readonly object[]) =>
    JSON.stringify({ Version: "2012-10-17", Statement });
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: NAMES.function,
      AssumeRolePolicyDocument: document({
        ...{ Effect: "Allow", Action: "sts:AssumeRole" },
        Principal: { Service: "lambda.amazonaws.com" },
      }),
    }),
  );
  const reading = ["GetRecords", "GetShardIterator", "DescribeStream", "ListStreams"];
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: NAMES.function,
      PolicyName: "stream-processor",
      PolicyDocument: document(
        allow(
          reading.map((action) => `dynamodb:${action}`),
          streamArn,
        ),
        allow(
          ["dynamodb:BatchGetItem", "dynamodb:BatchWriteItem"],
          ARN("dynamodb", `table/${NAMES.notices}`),
        ),
        allow(["s3:PutObject"], `arn:aws:s3:::${NAMES.audit}/*`),
        allow(["s3:PutObject"], `arn:aws:s3:::${NAMES.failures}/*`),
        allow(["s3:ListBucket"], `arn:aws:s3:::${NAMES.failures}`),
        allow(["sns:Publish"], topicArn),
        allow(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], "*"),
      ),
    }),
  );
  iam.destroy();
  return Role?.Arn ?? "";
}

async function publishHandler(
  lambda: LambdaClient,
  beside: Readonly<Record<string, Uint8Array>>,
): Promise<string> {
  const files = { "unreliable-handler.mjs": await readFile(HANDLER), ...beside };
  const { LayerVersionArn = "" } = await lambda.send(
    new PublishLayerVersionCommand({
      LayerName: "own-handler",
      Content: { ZipFile: zipSync(files) },
    }),
  );
  return LayerVersionArn;
}
