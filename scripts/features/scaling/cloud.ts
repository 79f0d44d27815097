import { readFileSync } from "node:fs";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { dynamodbScalingStore } from "@spillway/throughput-scaling";

interface Units {
  readonly read: number;
  readonly write: number;
}

/** What Terraform says of feature scaling, as far as it is shown. */
export interface ScalingOutputs {
  /** null: tables of others are scaled. */
  readonly table_name: string | null;
  readonly state_table_name: string;
  readonly function_name: string;
  readonly base: Units;
  readonly max: Units;
  readonly scale_up_factor: number;
  readonly scale_down_delay_minutes: number;
  readonly client_environment: Readonly<Record<string, string>>;
}

/** A deployed environment with feature scaling, and clients of its services. */
export type Cloud = ReturnType<typeof openCloud>;

/**
 * @param file what deploy.sh keeps of an environment: `terraform output -json`
 * @throws Error where tables of others are scaled: nothing is written to those
 */
export function openCloud(file: string) {
  const outputs = JSON.parse(readFileSync(file, "utf8")) as {
    readonly environment: { readonly value: string };
    readonly region: { readonly value: string };
    readonly endpoint_url?: { readonly value: string };
    readonly metric_period_seconds: { readonly value: number };
    readonly scaling: { readonly value: ScalingOutputs };
  };
  const scaling = outputs.scaling.value;
  const table = scaling.table_name;
  if (table === null) {
    throw new Error(
      "expected the feature's own table; came tables of others, which are not touched",
    );
  }
  const endpoint = outputs.endpoint_url?.value;
  const region = outputs.region.value;
  const options = {
    region,
    // A local cloud takes any credentials: these keep a person's own out of it.
    ...(endpoint === undefined
      ? {}
      : { endpoint, credentials: { accessKeyId: "test", secretAccessKey: "test" } }),
  };
  const dynamodb = new DynamoDBClient(options);
  return {
    environment: outputs.environment.value,
    ...{ region, endpoint, scaling, table, dynamodb },
    periodSeconds: outputs.metric_period_seconds.value,
    cloudwatch: new CloudWatchClient(options),
    lambda: new LambdaClient(options),
    store: dynamodbScalingStore(dynamodb, scaling.state_table_name),
  };
}
