import { describe, expect, it } from "vitest";
import { refusedSetting } from "../../src/http-apis/control/refused-setting.ts";
import { httpApi, integratedFunction } from "../../src/http-apis/definition/http-api.ts";

const ARN = "arn:aws:lambda:us-east-1:123456789012:function:orders";
const invoked = (arn: string) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`;
const proxy = { integrationType: "AWS_PROXY", integrationUri: ARN, payloadFormatVersion: "2.0" };

const refusal = (method: string, path: string, sent: object) =>
  refusedSetting({ method, path: `/v2/apis${path}`, region: "us-east-1" }, JSON.stringify(sent));

describe("refusedSetting", () => {
  it.each([
    ["POST", "", { protocolType: "WEBSOCKET" }, /WebSocket/],
    ["POST", "", { protocolType: "HTTP", target: ARN }, /quick creation/],
    ["PATCH", "/a", { disableExecuteApiEndpoint: true }, /endpoint/],
    ["PUT", "/a", { body: "{}" }, /import/],
    ["POST", "/a/integrations", { ...proxy, integrationType: "HTTP_PROXY" }, /HTTP_PROXY/],
    ["POST", "/a/integrations", { ...proxy, integrationSubtype: "SQS-SendMessage" }, /service/],
    ["POST", "/a/integrations", { ...proxy, connectionType: "VPC_LINK" }, /VPC link/],
    ["POST", "/a/integrations", { ...proxy, payloadFormatVersion: undefined }, /format 1.0/],
    ["PATCH", "/a/integrations/i", { payloadFormatVersion: "1.0" }, /format 1.0/],
    ["POST", "/a/integrations", { ...proxy, credentialsArn: "arn" }, /role/],
    ["POST", "/a/integrations", { ...proxy, requestParameters: { a: "b" } }, /mapping/],
    [
      "POST",
      "/a/integrations",
      { ...proxy, integrationUri: `${ARN}:\${stageVariables.v}` },
      /with/,
    ],
    ["POST", "/a/integrations", { ...proxy, integrationUri: ARN.replace("east", "west") }, /with/],
    ["POST", "/a/integrations/i/integrationresponses", {}, /WebSocket/],
    ["POST", "/a/routes/r/routeresponses", {}, /WebSocket/],
    ["POST", "/a/models", {}, /WebSocket/],
    ["POST", "/a/authorizers", { authorizerType: "REQUEST" }, /Lambda authorizer/],
    ["POST", "/a/stages", { stageName: "test" }, /deployments/],
    ["PATCH", "/a/stages/test", { autoDeploy: false }, /deployments/],
    [
      "PATCH",
      "/a/stages/test",
      { accessLogSettings: { destinationArn: "arn:aws:firehose:us-east-1:1:deliverystream/d" } },
      /access log/,
    ],
    ["POST", "/a/deployments", {}, /deployment/],
  ])("refuses %s %s of %o", (method, path, sent, what) => {
    expect(refusal(method, path, sent)).toEqual({
      what: expect.stringMatching(what),
      instead: expect.any(String),
    });
  });

  it.each([
    ["POST", "", { protocolType: "HTTP", corsConfiguration: { allowOrigins: ["*"] } }],
    ["POST", "/a/integrations", proxy],
    ["POST", "/a/integrations", { ...proxy, integrationUri: invoked(`${ARN}:live`) }],
    ["PATCH", "/a/integrations/i", { timeoutInMillis: 1_000 }],
    ["POST", "/a/authorizers", { authorizerType: "JWT" }],
    ["POST", "/a/routes", { routeKey: "GET /jobs", target: "integrations/i" }],
    ["POST", "/a/stages", { stageName: "$default", autoDeploy: true }],
    [
      "PATCH",
      "/a/stages/test",
      { accessLogSettings: { destinationArn: "arn:aws:logs:us-east-1:1:log-group:g" } },
    ],
    ["GET", "/a/deployments", {}],
    ["DELETE", "/a/routes/r/routeresponses/x", {}],
  ])("takes %s %s of %o", (method, path, sent) => {
    expect(refusal(method, path, sent)).toBeUndefined();
  });
});

describe("integratedFunction", () => {
  it.each([
    [ARN, ARN],
    [`${ARN}:$LATEST`, `${ARN}:$LATEST`],
    [invoked(`${ARN}:live`), `${ARN}:live`],
    ["https://example.com", undefined],
    [invoked("https://example.com"), undefined],
  ])("of %s is %s", (uri, arn) => {
    expect(integratedFunction(uri)).toBe(arn);
  });
});

describe("httpApi", () => {
  it("puts together what moto tells in parts", () => {
    const api = httpApi({
      api: { apiId: "abc", corsConfiguration: { allowOrigins: ["*"], maxAge: 5 } },
      integrations: {
        items: [{ integrationId: "i1", integrationUri: invoked(ARN), timeoutInMillis: 1_000 }],
      },
      authorizers: {
        items: [
          {
            authorizerId: "j1",
            identitySource: ["$request.header.Authorization"],
            jwtConfiguration: { issuer: "https://issuer.example", audience: ["a"] },
          },
        ],
      },
      routes: {
        items: [
          { routeKey: "GET /jobs", target: "integrations/i1", authorizationType: "AWS_IAM" },
          {
            routeKey: "POST /jobs",
            target: "integrations/gone",
            authorizationType: "JWT",
            authorizerId: "j1",
            authorizationScopes: ["s"],
          },
          { routeKey: "$default", authorizationType: "JWT", authorizerId: "gone" },
          { routeKey: "GET /open", authorizationType: null },
        ],
      },
      stages: {
        items: [
          {
            stageName: "$default",
            defaultRouteSettings: { throttlingBurstLimit: 5, throttlingRateLimit: 10 },
            routeSettings: { "GET /jobs": { throttlingRateLimit: 1 } },
            stageVariables: { v: "1" },
            accessLogSettings: { destinationArn: "arn", format: "$context.status" },
          },
        ],
      },
    });
    expect(api.cors).toMatchObject({ AllowOrigins: ["*"], MaxAge: 5 });
    expect(api.routes).toEqual([
      {
        key: "GET /jobs",
        target: { function: { name: "orders" }, timeoutMs: 1_000 },
        authorization: { kind: "iam" },
      },
      {
        key: "POST /jobs",
        target: undefined,
        authorization: {
          kind: "jwt",
          jwt: {
            issuer: "https://issuer.example",
            audience: ["a"],
            identitySource: ["$request.header.Authorization"],
          },
          scopes: ["s"],
        },
      },
      {
        key: "$default",
        target: undefined,
        // Whose authorizer is gone, nobody may call.
        authorization: {
          kind: "jwt",
          jwt: { issuer: "", audience: [], identitySource: [] },
          scopes: [],
        },
      },
      { key: "GET /open", target: undefined, authorization: { kind: "none" } },
    ]);
    expect(api.stages.get("$default")).toEqual({
      name: "$default",
      variables: { v: "1" },
      limits: { rate: 10, burst: 5 },
      routeLimits: { "GET /jobs": { rate: 1, burst: undefined } },
      accessLog: { destinationArn: "arn", format: "$context.status" },
    });
  });
});
