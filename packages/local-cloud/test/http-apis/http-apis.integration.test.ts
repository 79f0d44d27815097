import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalCloud, startLocalCloud } from "../../src/index.ts";
import { boto3 } from "../boto3.ts";
import { allow, authorization, createFunction, createRole } from "../deploy.ts";
import { eventually } from "../eventually.ts";
import { startTokenIssuer, type TokenIssuer } from "./token-issuer.ts";

const FUNCTION = `export const handler = async (event) => {
  if (event.rawPath.endsWith("/fail")) throw new Error("asked to");
  if (event.rawPath.endsWith("/never")) return new Promise(() => setInterval(() => {}, 1_000));
  if (event.rawPath.endsWith("/binary")) {
    return { statusCode: 200, headers: { "content-type": "image/png" }, isBase64Encoded: true, body: event.body };
  }
  return {
    statusCode: 202,
    headers: { "content-type": "application/json", location: "/jobs/1" },
    cookies: ["a=1", "b=2"],
    body: JSON.stringify(event),
  };
};`;

let stateDir: string;
let cloud: LocalCloud;
let issuer: TokenIssuer;
let made: Record<"id" | "endpoint" | "key" | "token", string>;
const errors: string[] = [];

const arn = (resource: string) => `arn:aws:execute-api:us-east-1:123456789012:${resource}`;

beforeAll(async () => {
  issuer = await startTokenIssuer();
  stateDir = mkdtempSync(path.join(tmpdir(), "local-cloud-"));
  cloud = await startLocalCloud({ port: 26_566, stateDir }, (message, error) =>
    errors.push(`${message}: ${error}`),
  );
  const role = await createRole(cloud.endpoint, "runner");
  await allow(cloud.endpoint, "runner", [{ Action: "logs:*", Resource: "*" }]);
  await createFunction(cloud.endpoint, role, "jobs", FUNCTION);
  await createRole(cloud.endpoint, "caller");
  made = await boto3(
    cloud.endpoint,
    `
api = client("apigatewayv2")
made = api.create_api(Name="jobs", ProtocolType="HTTP", CorsConfiguration={"AllowOrigins": ["https://a.example"], "AllowMethods": ["POST"]})
ID = made["ApiId"]
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:jobs"
client("logs").create_log_group(logGroupName="/aws/apigateway/jobs")
def integration(ms):
    return api.create_integration(ApiId=ID, IntegrationType="AWS_PROXY", IntegrationUri=FUNCTION, PayloadFormatVersion="2.0", TimeoutInMillis=ms)["IntegrationId"]
target = "integrations/" + integration(30000)
authorizer = api.create_authorizer(ApiId=ID, Name="jwt", AuthorizerType="JWT", IdentitySource=["$request.header.Authorization"],
    JwtConfiguration={"Issuer": "${issuer.address}", "Audience": ["spillway"]})["AuthorizerId"]
jwt = {"AuthorizationType": "JWT", "AuthorizerId": authorizer, "AuthorizationScopes": ["jobs.read"]}
for key, more in {"GET /open/{name}": {}, "POST /open/{name}": {}, "GET /limited": {}, "POST /jobs": {"AuthorizationType": "AWS_IAM"},
                  "DELETE /jobs/{id}": {"AuthorizationType": "AWS_IAM"}, "GET /jobs": jwt}.items():
    api.create_route(ApiId=ID, RouteKey=key, Target=target, **more)
api.create_route(ApiId=ID, RouteKey="GET /never", Target="integrations/" + integration(50))
api.create_stage(ApiId=ID, StageName="$default", AutoDeploy=True, StageVariables={"colour": "blue"},
    RouteSettings={"GET /limited": {"ThrottlingBurstLimit": 1, "ThrottlingRateLimit": 0.01}},
    AccessLogSettings={"DestinationArn": "arn:aws:logs:us-east-1:123456789012:log-group:/aws/apigateway/jobs",
                       "Format": '{"status":"$context.status","route":"$context.routeKey","who":"$context.identity.userArn"}'})
session = client("sts").assume_role(RoleArn="arn:aws:iam::123456789012:role/caller", RoleSessionName="ann")["Credentials"]
done({"id": ID, "endpoint": made["ApiEndpoint"], "key": session["AccessKeyId"], "token": session["SessionToken"]})`,
  );
});

afterAll(async () => {
  await cloud.close();
  issuer.close();
  expect(errors).toEqual([]);
  rmSync(stateDir, { recursive: true });
});

/** Status, body and reason of an answer. */
async function ask(
  method: string,
  where: string,
  headers: Record<string, string> = {},
  body?: string | Uint8Array<ArrayBuffer>,
) {
  const request = { method, headers, ...(body !== undefined && { body }) };
  const response = await fetch(`${made.endpoint}${where}`, request);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}

const asRole = () => ({
  authorization: authorization("execute-api", made.key),
  "x-amz-security-token": made.token,
});

it("invokes no function whose policy does not let it", async () => {
  const refused = await ask("GET", "/open/a");
  expect(refused).toMatchObject({ status: 500, text: '{"message":"Internal Server Error"}' });
  expect(refused.headers.get("spillway-reason")).toContain("lambda:InvokeFunction");
  await boto3(
    cloud.endpoint,
    `client("lambda").add_permission(FunctionName="jobs", StatementId="api", Action="lambda:InvokeFunction",
    Principal="apigateway.amazonaws.com", SourceArn="${arn(`${made.id}/*/*`)}")`,
  );
  expect(await ask("GET", "/open/a")).toMatchObject({ status: 202 });
});

it("gives the function the request, and its answer back, by either address", async () => {
  const { port } = new URL(cloud.endpoint);
  const named = `http://${made.id}.execute-api.us-east-1.localhost:${port}/open/a%20b?x=1&x=2`;
  const { stdout } = await promisify(execFile)("curl", ["-sS", "-i", named]);
  expect(stdout).toMatch(/^location: \/jobs\/1\r?$/m);
  expect(stdout).toMatch(/^set-cookie: b=2\r?$/m);
  expect(JSON.parse(stdout.split("\r\n\r\n")[1] ?? "")).toMatchObject({
    routeKey: "GET /open/{name}",
    rawPath: "/open/a%20b",
    queryStringParameters: { x: "1,2" },
    pathParameters: { name: "a b" },
    stageVariables: { colour: "blue" },
    requestContext: { apiId: made.id, accountId: "123456789012", stage: "$default" },
  });
  const got = await ask("GET", "/open/a", { origin: "https://a.example" });
  expect(got.headers.get("location")).toBe(`${new URL(made.endpoint).pathname}/jobs/1`);
  expect(got.headers.get("access-control-allow-origin")).toBe("https://a.example");
  expect(JSON.parse(got.text)).toMatchObject({ rawPath: "/open/a" });
  const bytes = new Uint8Array([0, 255, 7]);
  const response = await fetch(`${made.endpoint}/open/binary`, { method: "POST", body: bytes });
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
});

it("answers as API Gateway does where the function has no say", async () => {
  expect(await ask("GET", "/nothing")).toMatchObject({
    status: 404,
    text: '{"message":"Not Found"}',
  });
  expect(await ask("GET", "/open/fail")).toMatchObject({ status: 500 });
  expect(await ask("GET", "/never")).toMatchObject({
    status: 503,
    text: '{"message":"Service Unavailable"}',
  });
  const large = new Uint8Array(10 * 1_024 * 1_024 + 1);
  expect(await ask("POST", "/open/a", {}, large)).toMatchObject({ status: 413 });
  expect((await ask("GET", "/limited")).status).toBe(202);
  expect(await ask("GET", "/limited")).toMatchObject({
    status: 429,
    text: '{"message":"Too Many Requests"}',
  });
  const asked = { origin: "https://a.example", "access-control-request-method": "POST" };
  const preflight = await ask("OPTIONS", "/jobs", asked);
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-methods")).toBe("POST");
});

it("lets through who signed and may invoke the route, and no one else", async () => {
  const forbidden = { status: 403, text: '{"message":"Forbidden"}' };
  expect(await ask("POST", "/jobs")).toMatchObject(forbidden);
  expect(await ask("POST", "/jobs", { authorization: "Bearer x" })).toMatchObject(forbidden);
  const asDeployer = await ask("POST", "/jobs", { authorization: authorization("execute-api") });
  expect(asDeployer.status).toBe(202);
  expect(await ask("POST", "/jobs", asRole())).toMatchObject(forbidden);
  await allow(cloud.endpoint, "caller", [
    { Action: "execute-api:Invoke", Resource: arn(`${made.id}/*/POST/jobs`) },
  ]);
  const allowed = await ask("POST", "/jobs", asRole());
  expect(JSON.parse(allowed.text).requestContext.authorizer.iam).toMatchObject({
    accessKey: made.key,
    userArn: "arn:aws:sts::123456789012:assumed-role/caller/ann",
  });
  expect(await ask("DELETE", "/jobs/1", asRole())).toMatchObject(forbidden);
  const { "x-amz-security-token": _, ...withoutToken } = asRole();
  expect(await ask("POST", "/jobs", withoutToken)).toMatchObject(forbidden);
});

it("lets through whose token the issuer signed", async () => {
  const bearer = async (claims: object = {}) => ({
    authorization: `Bearer ${await issuer.token(claims)}`,
  });
  const allowed = await ask("GET", "/jobs", await bearer({ sub: "ann" }));
  expect(JSON.parse(allowed.text).requestContext.authorizer.jwt).toMatchObject({
    claims: { sub: "ann", iss: issuer.address },
    scopes: ["jobs.read"],
  });
  const missing = await ask("GET", "/jobs");
  expect(missing).toMatchObject({ status: 401, text: '{"message":"Unauthorized"}' });
  expect(missing.headers.get("www-authenticate")).toBe("Bearer");
  expect(await ask("GET", "/jobs", await bearer({ aud: "other" }))).toMatchObject({ status: 401 });
  expect(await ask("GET", "/jobs", await bearer({ scope: "x" }))).toMatchObject({ status: 403 });
});

it("takes tokens of a user pool of Cognito, and tells who each is", async () => {
  const given = await boto3<Record<"id" | "access" | "again" | "other", string>>(
    cloud.endpoint,
    `
cognito, api = client("cognito-idp"), client("apigatewayv2")
pool = cognito.create_user_pool(PoolName="people")["UserPool"]["Id"]
flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
app = cognito.create_user_pool_client(UserPoolId=pool, ClientName="app", ExplicitAuthFlows=flows)["UserPoolClient"]["ClientId"]
def known_as(name):
    return {"AuthParameters": {"USERNAME": name, "PASSWORD": "Passw0rd!"}}
for name in ["ann", "bob"]:
    cognito.admin_create_user(UserPoolId=pool, Username=name)
    cognito.admin_set_user_password(UserPoolId=pool, Username=name, Password="Passw0rd!", Permanent=True)
def signed_in(name):
    return cognito.initiate_auth(ClientId=app, AuthFlow="USER_PASSWORD_AUTH", **known_as(name))["AuthenticationResult"]
got = cognito.admin_initiate_auth(UserPoolId=pool, ClientId=app, AuthFlow="ADMIN_USER_PASSWORD_AUTH", **known_as("ann"))["AuthenticationResult"]
made = api.create_authorizer(ApiId="${made.id}", Name="pool", AuthorizerType="JWT", IdentitySource=["$request.header.Authorization"],
    JwtConfiguration={"Issuer": "https://cognito-idp.us-east-1.amazonaws.com/" + pool, "Audience": [app]})["AuthorizerId"]
target = api.get_routes(ApiId="${made.id}")["Items"][0]["Target"]
api.create_route(ApiId="${made.id}", RouteKey="GET /people", Target=target, AuthorizationType="JWT", AuthorizerId=made)
done({"id": got["IdToken"], "access": got["AccessToken"], "again": signed_in("ann")["AccessToken"], "other": signed_in("bob")["AccessToken"]})`,
  );
  const people: unknown[] = [];
  for (const one of [given.id, given.access, given.again, given.other]) {
    const got = await ask("GET", "/people", { authorization: one });
    expect(got.headers.get("spillway-reason")).toBeNull();
    expect(got.status).toBe(202);
    people.push(JSON.parse(got.text).requestContext.authorizer.jwt.claims.sub);
  }
  expect(new Set(people.slice(0, 3)).size).toBe(1);
  expect(new Set(people).size).toBe(2);
});

it("takes changes of a stage, which hold from the next request on", async () => {
  const changed = await boto3<Record<"cors" | "stage" | "scopes", unknown>>(
    cloud.endpoint,
    `
api = client("apigatewayv2")
stage = {"ApiId": "${made.id}", "StageName": "$default"}
arn = "arn:aws:apigateway:us-east-1::/apis/${made.id}/stages/$default"
api.update_stage(**stage, StageVariables={"colour": "red"}, DefaultRouteSettings={"ThrottlingBurstLimit": 100, "ThrottlingRateLimit": 50})
kept = api.get_stage(**stage)["RouteSettings"]
api.delete_route_settings(**stage, RouteKey="GET /limited")
api.tag_resource(ResourceArn=arn, Tags={"a": "b", "c": "d"})
api.untag_resource(ResourceArn=arn, TagKeys=["a"])
route = next(one for one in api.get_routes(ApiId="${made.id}")["Items"] if one["RouteKey"] == "GET /jobs")
api.update_route(ApiId="${made.id}", RouteId=route["RouteId"], AuthorizationScopes=[])
now = api.get_stage(**stage)
api.update_api(ApiId="${made.id}", CorsConfiguration={})
done({"cors": "CorsConfiguration" in api.get_api(ApiId="${made.id}"), "stage": [list(kept), now["RouteSettings"], now["Tags"], api.get_tags(ResourceArn=arn)["Tags"]],
      "scopes": api.get_route(ApiId="${made.id}", RouteId=route["RouteId"])["AuthorizationScopes"]})`,
  );
  expect(changed).toEqual({
    cors: false,
    stage: [["GET /limited"], {}, { c: "d" }, { c: "d" }],
    scopes: [],
  });
  const got = await ask("GET", "/limited");
  expect(JSON.parse(got.text)).toMatchObject({ stageVariables: { colour: "red" } });
  const authorization = `Bearer ${await issuer.token({ scope: "x" })}`;
  expect(await ask("GET", "/jobs", { authorization })).toMatchObject({ status: 202 });
});

it("writes access logs and metrics, and forgets an API that is deleted", async () => {
  const lines = await eventually("lines of the access log", async () => {
    const messages = await boto3<readonly string[]>(
      cloud.endpoint,
      `done([event["message"] for event in client("logs").filter_log_events(logGroupName="/aws/apigateway/jobs")["events"]])`,
    );
    return messages.some((line) => line.includes("assumed-role/caller/ann")) ? messages : undefined;
  });
  expect(lines).toContain(
    '{"status":"202","route":"POST /jobs","who":"arn:aws:sts::123456789012:assumed-role/caller/ann"}',
  );
  const counted = await boto3<readonly string[]>(
    cloud.endpoint,
    `done(sorted({m["MetricName"] for m in client("cloudwatch").list_metrics(Namespace="AWS/ApiGateway")["Metrics"]}))
client("apigatewayv2").delete_api(ApiId="${made.id}")`,
  );
  expect(counted).toEqual(expect.arrayContaining(["4xx", "5xx", "Count", "Latency"]));
  expect(await ask("GET", "/open/a")).toMatchObject({ status: 404 });
});
