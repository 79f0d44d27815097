import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateAuthorizerCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  GetAuthorizersCommand,
} from "@aws-sdk/client-apigatewayv2";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { createTestTable } from "@spillway/testkit";
import type { CartOutputs, CloudSettings, DeployedShop } from "../deployed-shop.ts";
import { SEED_ROUTES } from "./seed-api.ts";
import { seedZip } from "./seed-zip.ts";

const NAME = "seed-carts";
/** As much as cart-api has. */
const MEMORY_MB = 512;
const TIMEOUT_SECONDS = 29;
/** As much as the local environment lets through to cart-api. */
const THROTTLING = { ThrottlingRateLimit: 10_000, ThrottlingBurstLimit: 5_000 };

/**
 * Puts the seed's way beside the cart that is deployed on the local cloud: its table, a function with a role of its
 * own, and an HTTP API whose authorizer is that of the cart's API, so that the same tokens open both.
 */
export async function deploySeed(
  settings: CloudSettings,
  cart: Pick<CartOutputs, "api_id" | "currency">,
): Promise<DeployedShop> {
  const dynamodb = new DynamoDBClient(settings);
  await createTestTable(dynamodb, { name: NAME, keys: ["user_id:S", "product_id:S"] });
  dynamodb.destroy();
  const functionArn = await deployFunction(settings, await createRole(settings), cart.currency);
  return {
    name: "the seed's way",
    ...(await deployApi(settings, functionArn, cart.api_id)),
    tables: [NAME],
    functions: [{ name: NAME, memoryMb: MEMORY_MB }],
  };
}

async function createRole(settings: CloudSettings): Promise<string> {
  const iam = new IAMClient(settings);
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" } };
  const { Role: role } = await iam.send(
    new CreateRoleCommand({
      RoleName: NAME,
      AssumeRolePolicyDocument: policy([{ ...trust, Action: "sts:AssumeRole" }]),
    }),
  );
  const actions = ["PutItem", "Query", "UpdateItem", "DeleteItem", "BatchWriteItem"];
  const statements = [
    {
      Effect: "Allow",
      Action: actions.map((action) => `dynamodb:${action}`),
      Resource: `arn:aws:dynamodb:*:*:table/${NAME}`,
    },
    { Effect: "Allow", Action: "logs:*", Resource: "*" },
  ];
  await iam.send(
    new PutRolePolicyCommand({
      ...{ RoleName: NAME, PolicyName: NAME, PolicyDocument: policy(statements) },
    }),
  );
  iam.destroy();
  return expected("the role's ARN", role?.Arn);
}

function policy(Statement: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

async function deployFunction(
  settings: CloudSettings,
  role: string,
  currency: string,
): Promise<string> {
  const lambda = new LambdaClient(settings);
  const { FunctionArn: arn } = await lambda.send(
    new CreateFunctionCommand({
      ...{ FunctionName: NAME, Role: role, Runtime: "nodejs22.x", Handler: "index.handler" },
      ...{ Architectures: ["arm64"], MemorySize: MEMORY_MB, Timeout: TIMEOUT_SECONDS },
      Environment: { Variables: { CART_TABLE: NAME, CURRENCY: currency } },
      Code: { ZipFile: await seedZip() },
    }),
  );
  await lambda.send(
    new AddPermissionCommand({
      ...{ FunctionName: NAME, StatementId: "HttpApiMayInvoke" },
      ...{ Action: "lambda:InvokeFunction", Principal: "apigateway.amazonaws.com" },
    }),
  );
  lambda.destroy();
  return expected("the function's ARN", arn);
}

async function deployApi(
  settings: CloudSettings,
  functionArn: string,
  cartApiId: string,
): Promise<Pick<DeployedShop, "url" | "apiId">> {
  const gateway = new ApiGatewayV2Client(settings);
  const { Items: [ofCart] = [] } = await gateway.send(
    new GetAuthorizersCommand({ ApiId: cartApiId }),
  );
  const { ApiId, ApiEndpoint } = await gateway.send(
    new CreateApiCommand({ Name: NAME, ProtocolType: "HTTP" }),
  );
  const { IntegrationId } = await gateway.send(
    new CreateIntegrationCommand({
      ...{ ApiId, IntegrationType: "AWS_PROXY", IntegrationUri: functionArn },
      ...{ PayloadFormatVersion: "2.0", TimeoutInMillis: TIMEOUT_SECONDS * 1_000 },
    }),
  );
  const { AuthorizerId } = await gateway.send(
    new CreateAuthorizerCommand({
      ...{ ApiId, Name: "jwt", AuthorizerType: "JWT" },
      IdentitySource: ["$request.header.Authorization"],
      JwtConfiguration: expected("the cart's authorizer of tokens", ofCart?.JwtConfiguration),
    }),
  );
  for (const RouteKey of SEED_ROUTES) {
    const Target = `integrations/${IntegrationId}`;
    const authorization = { AuthorizationType: "JWT", AuthorizerId } as const;
    await gateway.send(new CreateRouteCommand({ ApiId, RouteKey, Target, ...authorization }));
  }
  await gateway.send(
    new CreateStageCommand({
      ...{ ApiId, StageName: "$default", AutoDeploy: true, DefaultRouteSettings: THROTTLING },
    }),
  );
  gateway.destroy();
  return {
    url: expected("the API's address", ApiEndpoint),
    apiId: expected("the API's ID", ApiId),
  };
}

function expected<Value>(what: string, value: Value | undefined): Value {
  if (value === undefined) throw new Error(`expected ${what} from the local cloud; came none`);
  return value;
}
