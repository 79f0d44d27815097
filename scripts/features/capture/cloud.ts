import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";

/** What Terraform says of feature capture, as far as it is shown. */
export interface CaptureOutputs {
  readonly table_name: string;
  readonly function_name: string;
  readonly log_group_name: string;
  readonly audit_bucket: string;
  readonly audit_prefix: string;
  readonly failure_bucket: string | null;
  readonly dead_letter_queue_url: string;
  readonly dead_letter_queue_name: string;
  readonly notice_topic_arn: string | null;
}

/** A deployed environment with feature capture, and clients of its services. */
export type Cloud = ReturnType<typeof openCloud>;

/** @param file what deploy.sh keeps of an environment: `terraform output -json` */
export function openCloud(file: string) {
  const outputs = JSON.parse(readFileSync(file, "utf8")) as {
    readonly environment: { readonly value: string };
    readonly region: { readonly value: string };
    readonly endpoint_url?: { readonly value: string };
    readonly capture: { readonly value: CaptureOutputs };
  };
  const endpoint = outputs.endpoint_url?.value;
  const options = {
    region: outputs.region.value,
    // A local cloud takes any credentials: these keep a person's own out of it.
    ...(endpoint === undefined
      ? {}
      : { endpoint, credentials: { accessKeyId: "test", secretAccessKey: "test" } }),
  };
  return {
    environment: outputs.environment.value,
    capture: outputs.capture.value,
    dynamodb: new DynamoDBClient(options),
    lambda: new LambdaClient(options),
    logs: new CloudWatchLogsClient(options),
    s3: new S3Client({ ...options, forcePathStyle: endpoint !== undefined }),
    sns: new SNSClient(options),
    sqs: new SQSClient(options),
  };
}

/**
 * Runs the command line of this checkout and gives back what it printed.
 *
 * @throws Error with what it said when it failed
 */
export async function spillway(...args: readonly string[]): Promise<string> {
  const command = join(import.meta.dirname, "../../spillway");
  const { stdout } = await promisify(execFile)(command, args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}
