import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateAuthorizerCommand,
} from "@aws-sdk/client-apigatewayv2";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { type LocalCloud, startLocalCloud } from "@spillway/local-cloud";
import { systemClock } from "@spillway/pacing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runShoppers, shoppersOf } from "../../src/carts/load/run-shoppers.ts";
import { deploySeed } from "../../src/carts/load/seed-function/deploy-seed.ts";
import { ShopClient } from "../../src/carts/load/shop-client.ts";
import { shopUsage } from "../../src/carts/load/shop-usage.ts";
import { signIn } from "../../src/carts/load/sign-in.ts";
import type { Shop } from "../../src/carts/load/visit.ts";

const STAGES = [{ name: "×1", shoppersPerSecond: 4, seconds: 2 }];
const PRICE = { amount: 1_999, currency: "EUR" };

let stateDir: string;
let cloud: LocalCloud;

beforeAll(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), "cart-load-"));
  cloud = await startLocalCloud({ port: 28_766, stateDir });
});

afterAll(async () => {
  await cloud.close();
  rmSync(stateDir, { recursive: true });
});

it("lets shoppers into a deployed shop, and tells what they got, what they waited and what it took", async () => {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const settings = { endpoint: cloud.endpoint, region: "us-east-1", credentials };
  const gate = await userGate(settings);
  const deployed = await deploySeed(settings, { api_id: gate.apiId, currency: "EUR" });
  const tokens = await signIn(settings, gate, shoppersOf(STAGES));
  const common = { price: PRICE, clock: systemClock, random: Math.random };
  const shop: Shop = {
    client: new ShopClient({ url: deployed.url, ...common }),
    record: { answers: [], outcomes: [] },
  };
  const fromMs = Date.now();
  await runShoppers({
    ...{ stages: STAGES, shops: [shop], tokens, products: ["cup", "pot", "pan"] },
    ...{ seed: 1, clock: systemClock },
  });

  const { answers, outcomes } = shop.record;
  expect(answers.filter(({ status }) => status !== 200 && status !== 204)).toEqual([]);
  expect(outcomes.length).toBeGreaterThan(2);
  expect(outcomes).toContain("right");
  const cloudwatch = new CloudWatchClient(settings);
  await expect
    .poll(() => shopUsage(cloudwatch, deployed, fromMs, Date.now()))
    .toMatchObject({ apiRequests: answers.length, functions: [{ invocations: answers.length }] });
  const { writeUnits, throttles } = await shopUsage(cloudwatch, deployed, fromMs, Date.now());
  expect(writeUnits).toBeGreaterThan(answers.filter(({ action }) => action === "add").length);
  expect(throttles).toBe(0);
  cloudwatch.destroy();
});

/** A pool of users, and an API whose authorizer takes its tokens. */
async function userGate(settings: ConstructorParameters<typeof ApiGatewayV2Client>[0]) {
  const cognito = new CognitoIdentityProviderClient(settings ?? {});
  const { UserPool: pool } = await cognito.send(
    new CreateUserPoolCommand({ PoolName: "shoppers", UsernameAttributes: ["email"] }),
  );
  const poolId = pool?.Id ?? "";
  const { UserPoolClient: client } = await cognito.send(
    new CreateUserPoolClientCommand({
      ...{ UserPoolId: poolId, ClientName: "shop" },
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    }),
  );
  const clientId = client?.ClientId ?? "";
  const gateway = new ApiGatewayV2Client(settings ?? {});
  const { ApiId: apiId = "" } = await gateway.send(
    new CreateApiCommand({ Name: "cart", ProtocolType: "HTTP" }),
  );
  await gateway.send(
    new CreateAuthorizerCommand({
      ...{ ApiId: apiId, Name: "jwt", AuthorizerType: "JWT" },
      IdentitySource: ["$request.header.Authorization"],
      JwtConfiguration: {
        Issuer: `https://cognito-idp.us-east-1.amazonaws.com/${poolId}`,
        Audience: [clientId],
      },
    }),
  );
  cognito.destroy();
  gateway.destroy();
  return { apiId, poolId, clientId };
}
