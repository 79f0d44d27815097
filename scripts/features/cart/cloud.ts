import { readFileSync } from "node:fs";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { systemClock } from "@spillway/pacing";

/** What Terraform says of feature cart, as far as it is shown. */
export interface CartOutputs {
  readonly api_url: string;
  readonly authorization: "iam" | "jwt";
  /** null: callers sign, or show tokens of another issuer. */
  readonly user_pool_id: string | null;
  readonly user_pool_client_id: string | null;
  /** Whether users of the pool can sign in with their password, as scripts do. */
  readonly password_sign_in: boolean;
  readonly cart_table_name: string;
  readonly products_table_name: string;
  readonly currency: string;
  readonly api_function_name: string;
  /** How orders and abandoned carts are announced. */
  readonly changes: {
    readonly notice_topic_arn: string | null;
    readonly dead_letter_queue_url: string;
  };
}

/** A deployed environment with feature cart, and clients of its services. */
export type Cloud = ReturnType<typeof openCloud>;

/** @param file what deploy.sh keeps of an environment: `terraform output -json` */
export function openCloud(file: string) {
  const outputs = JSON.parse(readFileSync(file, "utf8")) as {
    readonly region: { readonly value: string };
    readonly endpoint_url?: { readonly value: string };
    readonly cart: { readonly value: CartOutputs };
  };
  const endpoint = outputs.endpoint_url?.value;
  const region = outputs.region.value;
  const cart = outputs.cart.value;
  const options = {
    region,
    // A local cloud takes any credentials: these keep a person's own out of it.
    ...(endpoint === undefined
      ? {}
      : { endpoint, credentials: { accessKeyId: "test", secretAccessKey: "test" } }),
  };
  const dynamodb = new DynamoDBClient(options);
  const client = DynamoDBDocumentClient.from(dynamodb);
  return {
    ...{ cart, region, endpoint, dynamodb },
    /** Where products and their stock are. */
    products: {
      ...{ client, productsTable: cart.products_table_name },
      ...{ clock: systemClock, random: Math.random },
    },
    cognito: new CognitoIdentityProviderClient(options),
    sns: new SNSClient(options),
    sqs: new SQSClient(options),
  };
}
