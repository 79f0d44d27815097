import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalCloud, startLocalCloud } from "../src/index.ts";
import { isProcess } from "../src/process/process-register.ts";
import { boto3 } from "./boto3.ts";
import { allow, authorization, createRole } from "./deploy.ts";
import { eventually } from "./eventually.ts";

let stateDir: string;
let cloud: LocalCloud;
const errors: string[] = [];

beforeAll(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), "local-cloud-"));
  cloud = await startLocalCloud({ port: 24_566, stateDir }, (message, error) =>
    errors.push(`${message}: ${error}`),
  );
  await createRole(cloud.endpoint, "runner");
  await createRole(cloud.endpoint, "deployer");
  await allow(cloud.endpoint, "deployer", [{ Action: "lambda:*", Resource: "*" }]);
  await allow(cloud.endpoint, "runner", [
    { Action: ["logs:*", "s3:*", "dynamodb:*", "sqs:*"], Resource: "*" },
  ]);
});

afterAll(async () => {
  await cloud.close();
  expect(readdirSync(path.join(stateDir, "processes"))).toEqual([]);
  expect(errors).toEqual([]);
  rmSync(stateDir, { recursive: true });
});

const COMMON = `
ROLE = "arn:aws:iam::123456789012:role/runner"
lambda_ = client("lambda")

def create(name, code, runtime="nodejs22.x", handler="index.handler", **more):
    return lambda_.create_function(FunctionName=name, Role=ROLE, Runtime=runtime, Handler=handler,
                                   Code=code if isinstance(code, dict) else {"ZipFile": code}, **more)

def node(source, **more):
    return zipped(index__mjs=source, **more)

def run(name, event=None, **more):
    return invoke(lambda_, FunctionName=name, Payload=json.dumps(event or {}), LogType="Tail", **more)
`;

const run = <T>(script: string) => boto3<T>(cloud.endpoint, COMMON + script);

interface Run {
  readonly value: Record<string, unknown>;
  readonly error: string | null;
  readonly version: string;
  readonly log: string;
  readonly status: number;
}
/** Status, type and message of an error. */
type Refusal = readonly [number, string, string];

describe("versions and aliases", () => {
  const SOURCE = `
def source(number):
    return node("""export const handler = async (event, context) => ({ code: %d, version: context.functionVersion,
      variable: process.env.AWS_LAMBDA_FUNCTION_VERSION, arn: context.invokedFunctionArn, stream: context.logStreamName,
      step: process.env.STEP, pid: process.pid });""" % number)
`;

  it("run what they name, each with its own code and configuration", async () => {
    const { runs, refused, names } = await run<{
      runs: Record<string, Run>;
      refused: Record<string, Refusal>;
      names: string[];
    }>(`${SOURCE}
created = create("ctx", source(1), Publish=True, Environment={"Variables": {"STEP": "one"}})
lambda_.create_alias(FunctionName="ctx", Name="prod", FunctionVersion="1")
lambda_.update_function_configuration(FunctionName="ctx", Environment={"Variables": {"STEP": "two"}})
second = lambda_.update_function_code(FunctionName="ctx", ZipFile=source(2), Publish=True)
lambda_.update_function_code(FunctionName="ctx", ZipFile=source(3))
arn = "arn:aws:lambda:us-east-1:123456789012:function:ctx"
runs = {
  "latest": run("ctx"),
  "named latest": run("ctx", Qualifier="$LATEST"),
  "alias": run("ctx:prod"),
  "alias by qualifier": run("ctx", Qualifier="prod"),
  "version": run(arn + ":1"),
  "second": run(arn, Qualifier="2"),
  "warm": run("ctx:prod"),
}
lambda_.update_alias(FunctionName="ctx", Name="prod", FunctionVersion="2")
runs["moved alias"] = run("ctx:prod")
lambda_.update_alias(FunctionName="ctx", Name="prod", FunctionVersion="2",
                     RoutingConfig={"AdditionalVersionWeights": {"1": 1.0}})
runs["weighted alias"] = run("ctx:prod")
refused = {
  "unknown": error_of(run, "ctx", Qualifier="nosuch"),
  "by name": error_of(run, "ctx:9"),
  "for an event": error_of(run, "ctx:9", InvocationType="Event"),
  "two": error_of(run, "ctx:1", Qualifier="2"),
  "in use": error_of(lambda_.delete_function, FunctionName="ctx", Qualifier="1"),
}
lambda_.delete_alias(FunctionName="ctx", Name="prod")
lambda_.delete_function(FunctionName="ctx", Qualifier="2")
refused["deleted"] = error_of(run, "ctx:2")
third = lambda_.publish_version(FunctionName="ctx")
again = lambda_.publish_version(FunctionName="ctx")
done({"runs": runs, "refused": refused, "names": [created["FunctionArn"], second["Version"], third["Version"], again["Version"]]})`);
    const told = Object.fromEntries(
      Object.entries(runs).map(([name, { value, version }]) => [
        name,
        [value.code, value.step, version, value.arn],
      ]),
    );
    const arn = "arn:aws:lambda:us-east-1:123456789012:function:ctx";
    expect(told).toEqual({
      latest: [3, "two", "$LATEST", arn],
      "named latest": [3, "two", "$LATEST", `${arn}:$LATEST`],
      alias: [1, "one", "1", `${arn}:prod`],
      "alias by qualifier": [1, "one", "1", `${arn}:prod`],
      version: [1, "one", "1", `${arn}:1`],
      second: [2, "two", "2", `${arn}:2`],
      warm: [1, "one", "1", `${arn}:prod`],
      "moved alias": [2, "two", "2", `${arn}:prod`],
      "weighted alias": [1, "one", "1", `${arn}:prod`],
    });
    expect(runs.alias?.value).toMatchObject({ version: "1", variable: "1" });
    expect(runs.alias?.value.stream).toMatch(/\/\[1\][0-9a-f]{32}$/);
    expect(runs.alias?.log).toMatch(/^START RequestId: \S+ Version: 1$/m);
    expect(runs.warm?.value.pid).toBe(runs.alias?.value.pid);
    const notFound = (qualifier: string) => [
      404,
      "ResourceNotFoundException",
      `Function not found: ${arn}:${qualifier}`,
    ];
    expect(refused).toEqual({
      unknown: notFound("nosuch"),
      "by name": notFound("9"),
      "for an event": notFound("9"),
      two: [400, "InvalidParameterValueException", expect.stringContaining("derived qualifier")],
      "in use": [409, "ResourceConflictException", expect.stringContaining("prod")],
      deleted: notFound("2"),
    });
    expect(names).toEqual([`${arn}:1`, "2", "3", "3"]);
  });
});

describe("Invoke", () => {
  it("takes the caller's context, holds payloads to their limits, and knows its types", async () => {
    const answers = await run<{
      context: Run;
      refused: Record<string, Refusal>;
      large: Run;
      statuses: number[];
      slow: Run;
    }>(`
create("asked", node("""export const handler = async (event, context) => event.large
  ? "x".repeat(event.large) : context.clientContext ?? null;"""))
context = base64.b64encode(json.dumps({"custom": {"who": "Zoë"}}).encode()).decode()
mb = 1024 * 1024
big = lambda size: json.dumps("x" * (size - 2))
relaxed = client("lambda", config={"parameter_validation": False})
refused = {
  "large": error_of(invoke, lambda_, FunctionName="asked", Payload=big(6 * mb + 1)),
  "large event": error_of(invoke, lambda_, FunctionName="asked", InvocationType="Event", Payload=big(mb + 1)),
  "type": error_of(invoke, relaxed, FunctionName="asked", InvocationType="Bogus"),
}
statuses = [
  invoke(lambda_, FunctionName="asked", Payload=big(6 * mb))["status"],
  invoke(lambda_, FunctionName="asked", InvocationType="DryRun")["status"],
  invoke(lambda_, FunctionName="asked", InvocationType="Event")["status"],
  lambda_.invoke_async(FunctionName="asked", InvokeArgs="{}")["Status"],
]
lambda_.put_function_concurrency(FunctionName="asked", ReservedConcurrentExecutions=0)
refused["concurrency 0"] = error_of(run, "asked")
reserved = lambda_.get_function(FunctionName="asked")["Concurrency"]["ReservedConcurrentExecutions"]
lambda_.delete_function_concurrency(FunctionName="asked")
done({
  "context": run("asked", ClientContext=context),
  "large": run("asked", {"large": 6 * mb + 200}),
  "refused": refused,
  "statuses": statuses + [reserved],
})`);
    expect(answers.context.value).toEqual({ custom: { who: "Zoë" } });
    expect(answers.large).toMatchObject({
      error: "Unhandled",
      value: { errorType: "Function.ResponseSizeTooLarge" },
    });
    expect(answers.statuses).toEqual([200, 204, 202, 202, 0]);
    expect(answers.refused).toEqual({
      large: [413, "RequestTooLargeException", expect.stringContaining("6291457 byte payload")],
      "large event": [413, "RequestTooLargeException", expect.stringContaining("limit 1048576")],
      type: [
        400,
        "ValidationException",
        expect.stringContaining("[Event, RequestResponse, DryRun]"),
      ],
      "concurrency 0": [429, "TooManyRequestsException", expect.stringContaining("Rate Exceeded")],
    });
  });

  it("ends what a function forked with its environment", async () => {
    const { value } = await run<Run>(`
create("forks", node("""import { spawn } from "node:child_process";
  export const handler = async ({ hang }) => {
    if (hang) await new Promise(() => setTimeout(() => undefined, 60_000));
    const child = spawn("sleep", ["600"], { stdio: "ignore" });
    child.unref();
    return { pid: child.pid };
  };"""), Timeout=1)
forked = run("forks")
run("forks", {"hang": True})
done(forked)`);
    await eventually("the end of the fork", async () =>
      isProcess(Number(value.pid), "sleep") ? undefined : true,
    );
  });
});

describe("code", () => {
  it("finds the AWS SDK of the runtime, with require and with import, after its own packages and its layers", async () => {
    const { commonjs, esm, layered, missing } = await run<Record<string, Run>>(`
client("s3").create_bucket(Bucket="of-the-sdk")
create("commonjs", zipped(index__cjs="""
const { S3Client, ListBucketsCommand } = require("@aws-sdk/client-s3");
const { DynamoDBDocumentClient } = require("@aws-sdk/lib-dynamodb");
exports.handler = async () => {
  const { Buckets } = await new S3Client({}).send(new ListBucketsCommand({}));
  let zod; try { zod = require("zod"); } catch (error) { zod = error.code; }
  return { buckets: Buckets.map(({ Name }) => Name), document: typeof DynamoDBDocumentClient, zod };
};"""), MemorySize=256)
create("esm", node("""
import { SQSClient, ListQueuesCommand } from "@aws-sdk/client-sqs";
import own from "own";
export const handler = async () => {
  await new SQSClient({}).send(new ListQueuesCommand({}));
  return { own, loaded: typeof SQSClient };
};""", node_modules___own___index__js="module.exports = 'own';",
  node_modules___own___package__json='{"name": "own", "main": "index.js"}'))
layer = lambda text: lambda_.publish_layer_version(LayerName="packages", Content={"ZipFile": zip_of({
  "nodejs/node_modules/layered/index.js": "module.exports = %r;" % text,
  "nodejs/node_modules/own/index.js": "module.exports = 'of a layer';",
  "bin/greet": "#!/bin/sh\\necho %s" % text,
  "own.mjs": "export { default } from './told.mjs';", "told.mjs": "export default %r;" % text,
  text + ".txt": text})})["LayerVersionArn"]
create("layered", node("""
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import layered from "layered";
import own from "own";
export const handler = async () => ({ layered, own, told: (await import("/opt/own.mjs")).default, greeted: execFileSync("greet").toString().trim(),
  files: readdirSync(process.env.SPILLWAY_OPT).filter((name) => name.endsWith(".txt")) });""",
  node_modules___own___index__js="module.exports = 'own';"), Layers=[layer("first"), layer("second")])
lambda_.delete_layer_version(LayerName="packages", VersionNumber=1)
create("missing", node("""import "@aws-sdk/client-nosuch"; export const handler = () => 1;"""))
done({name: run(name) for name in ["commonjs", "esm", "layered", "missing"]})`);
    expect(commonjs?.value).toEqual({
      buckets: ["of-the-sdk"],
      document: "function",
      zod: "MODULE_NOT_FOUND",
    });
    expect(esm?.value).toEqual({ own: "own", loaded: "function" });
    expect(layered?.value).toEqual({
      layered: "second",
      own: "own",
      told: "second",
      greeted: "second",
      files: ["first.txt", "second.txt"],
    });
    expect(missing?.value.errorMessage).toMatch(
      /client-nosuch.* The local cloud's Node.js does not/,
    );
  });

  it("of Python runs on the Python of moto, with boto3", async () => {
    const { ran, failed, exited, unmarshalled, broken, slow, layered } = await run<
      Record<string, Run>
    >(`
python = lambda name, source, **more: create(name, zip_of({"app/main.py": source}), runtime="python3.13",
                                             handler="app.main.handler", **more)
layer = lambda_.publish_layer_version(LayerName="python", Content={"ZipFile": zip_of({
  "python/of_a_layer.py": "VALUE = 7"})})["LayerVersionArn"]
python("python", """
import boto3, logging, os, sys
logger = logging.getLogger()
logger.setLevel("INFO")
print("loaded")
def handler(event, context):
    logger.info("handling %s", event.get("do"))
    if event.get("do") == "fail": raise ValueError("asked to fail")
    if event.get("do") == "exit": sys.exit(3)
    if event.get("do") == "marshal": return {1, 2}
    if event.get("do") == "layer":
        import of_a_layer
        return of_a_layer.VALUE
    return {"queues": boto3.client("sqs").list_queues()["ResponseMetadata"]["HTTPStatusCode"],
            "version": context.function_version, "arn": context.invoked_function_arn,
            "remaining": context.get_remaining_time_in_millis(), "id": context.aws_request_id,
            "custom": context.client_context.custom, "env": os.environ["AWS_EXECUTION_ENV"]}
""", Timeout=60, Layers=[layer])
python("slow-python", "import time\\ndef handler(event, context): time.sleep(60)", Timeout=1)
python("broken-python", "import nothing_of_this_name")
context = base64.b64encode(json.dumps({"custom": {"a": 1}}).encode()).decode()
lambda_.publish_version(FunctionName="python")
done({"ran": run("python:1", ClientContext=context), "failed": run("python", {"do": "fail"}),
      "exited": run("python", {"do": "exit"}), "unmarshalled": run("python", {"do": "marshal"}),
      "layered": run("python", {"do": "layer"}), "slow": run("slow-python"),
      "broken": run("broken-python")})`);
    expect(ran?.value).toMatchObject({
      queues: 200,
      version: "1",
      arn: "arn:aws:lambda:us-east-1:123456789012:function:python:1",
      custom: { a: 1 },
      env: "AWS_Lambda_python3.13",
    });
    expect(ran?.log).toMatch(/^loaded$/m);
    expect(ran?.log).toMatch(
      new RegExp(`^\\[INFO\\]\\t[\\dT:.-]+Z\\t${ran?.value.id}\\thandling None$`, "m"),
    );
    expect(failed).toMatchObject({
      error: "Unhandled",
      value: {
        errorType: "ValueError",
        errorMessage: "asked to fail",
        stackTrace: [expect.stringMatching(/main\.py", line 8, in handler/)],
      },
    });
    expect(failed?.value.requestId).toEqual(expect.any(String));
    expect(failed?.log).toMatch(/\[ERROR\] ValueError: asked to fail\rTraceback/);
    expect(exited?.value.errorType).toBe("Runtime.ExitError");
    expect(exited?.value.errorMessage).toContain("exit status 3");
    expect(unmarshalled?.value.errorType).toBe("Runtime.MarshalError");
    expect(slow?.value.errorMessage).toMatch(/Task timed out after 1\.00 seconds$/);
    expect(layered?.value).toBe(7);
    expect(broken?.value).toMatchObject({
      errorType: "Runtime.ImportModuleError",
      errorMessage: "Unable to import module 'app.main': No module named 'nothing_of_this_name'",
    });
  });

  it("with a bootstrap of its own speaks the Runtime API itself", async () => {
    const { value } = await run<Run>(`
create("own", zip_of({"bootstrap": """#!/bin/sh
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
while :; do
  event=$(curl -sS -D headers-$$ "$api/next")
  id=$(sed -n 's/^lambda-runtime-aws-request-id: \\\\([^\\r]*\\\\).*/\\\\1/p' headers-$$)
  curl -sS -o /dev/null -d "{\\\\"heard\\\\": $event, \\\\"handler\\\\": \\\\"$_HANDLER\\\\"}" "$api/$id/response"
done
"""}), runtime="provided.al2023", handler="any")
done(run("own", {"a": 1}))`);
    expect(value).toEqual({ heard: { a: 1 }, handler: "any" });
  });

  it("comes from a bucket as well, in the version that is asked for, and can be had back", async () => {
    const { ran, missing, refusedToRole, located } = await run<{
      ran: unknown[];
      missing: Refusal[];
      refusedToRole: Refusal;
      located: boolean;
    }>(`
import urllib.request
s3 = client("s3")
s3.create_bucket(Bucket="code")
s3.put_bucket_versioning(Bucket="code", VersioningConfiguration={"Status": "Enabled"})
put = lambda value: s3.put_object(Bucket="code", Key="a b/f.zip",
                                  Body=node("export const handler = () => %d;" % value))["VersionId"]
first = put(1)
put(2)
place = {"S3Bucket": "code", "S3Key": "a b/f.zip"}
session = client("sts").assume_role(RoleArn=ROLE.replace("runner", "deployer"), RoleSessionName="deploys")["Credentials"]
as_deployer = client("lambda", aws_access_key_id=session["AccessKeyId"], aws_session_token=session["SessionToken"],
                     aws_secret_access_key=session["SecretAccessKey"])
create("from-s3", place)
ran = [run("from-s3")["value"]]
lambda_.update_function_code(FunctionName="from-s3", S3ObjectVersion=first, **place)
ran.append(run("from-s3")["value"])
got = lambda_.get_function(FunctionName="from-s3")
zip_back = urllib.request.urlopen(got["Code"]["Location"]).read()
missing = [error_of(create, "no-code", {**place, "S3Key": "nosuch"}), error_of(create, "no-code", {**place, "S3Bucket": "nosuch"}),
           error_of(create, "no-zip", b"no zip")]
done({"ran": ran, "missing": missing, "located": "handler = () => 1" in zipfile.ZipFile(io.BytesIO(zip_back)).read("index.mjs").decode(),
      "refusedToRole": error_of(as_deployer.update_function_code, FunctionName="from-s3", **place)})`);
    expect(ran).toEqual([2, 1]);
    expect(located).toBe(true);
    const type = "InvalidParameterValueException";
    expect(refusedToRole).toEqual([400, type, expect.stringContaining("AccessDenied")]);
    expect(missing).toEqual([
      [400, type, expect.stringContaining("S3 Error Code: NoSuchKey. S3 Error Message: ")],
      [400, type, expect.stringContaining("S3 Error Code: NoSuchBucket. S3 Error Message: ")],
      [400, type, expect.stringContaining("Could not unzip uploaded file")],
    ]);
  });

  it("that can't run is refused when it is deployed", async () => {
    const refused = await run<Record<string, Refusal>>(`
code = node("export const handler = () => 1;")
create("plain", code)
layer = lambda_.publish_layer_version(LayerName="extended", Content={"ZipFile": zip_of({"extensions/x": "#!/bin/sh"})})
mine = "arn:aws:lambda:us-east-1:123456789012:layer:nosuch:1"
elf = b"\\x7fELF" + b"\\0" * 14 + b"\\xf3\\0" + b"\\0" * 44
done({
  "image": error_of(lambda_.create_function, FunctionName="image", Role=ROLE, PackageType="Image", Code={"ImageUri": "a/b:c"}),
  "java": error_of(create, "java", code, runtime="java21"),
  "java later": error_of(lambda_.update_function_configuration, FunctionName="plain", Runtime="java21"),
  "no layer": error_of(create, "layers", code, Layers=[mine]),
  "other account": error_of(create, "layers", code, Layers=[mine.replace("123456789012", "999999999999")]),
  "extension": error_of(lambda_.update_function_configuration, FunctionName="plain", Layers=[layer["LayerVersionArn"]]),
  "other machine": error_of(create, "elf", zip_of({"bootstrap": elf}), runtime="provided.al2023"),
  "no bootstrap": error_of(create, "elf", code, runtime="provided.al2023"),
  "stream": error_of(lambda_.invoke_with_response_stream, FunctionName="plain"),
})`);
    const type = "InvalidParameterValueException";
    const unrun = (what: string) => [
      400,
      type,
      expect.stringMatching(new RegExp(`^${what} is not run by the local cloud: `)),
    ];
    expect(refused).toEqual({
      image: unrun("a container image"),
      java: unrun("the runtime java21"),
      "java later": unrun("the runtime java21"),
      "no layer": [400, type, expect.stringContaining("layer:nosuch:1 does not exist.")],
      "other account": unrun("the layer .*999999999999.* of another account or region"),
      extension: unrun("the extension in layer .*:extended:1"),
      "other machine": unrun("the program of elf"),
      "no bootstrap": unrun("the program of elf"),
      stream: unrun("a response stream of a function"),
    });
  });
});

describe("function URLs", () => {
  /** Status, headers and body as curl sees them. */
  async function curl(...args: readonly string[]) {
    const { stdout } = await promisify(execFile)("curl", ["-sS", "-i", ...args]);
    const [head = "", body = ""] = stdout.split(/\r\n\r\n(.*)/s);
    const [, status] = /^HTTP\/1\.1 (\d+)/.exec(head) ?? [];
    return { status: Number(status), head: head.toLowerCase(), body };
  }

  it("reach the function, for everybody or by signature, as its policy says", async () => {
    const made = await run<Record<string, string> & { refused: Refusal[]; listed: number }>(`
create("web", node("""export const handler = async (event) => event.rawPath === "/fail"
  ? Promise.reject(new Error("asked to")) : event.rawPath === "/made"
  ? { statusCode: 201, cookies: ["a=1"], headers: { "x-own": "yes" }, body: event.body }
  : { path: event.rawPath, query: event.queryStringParameters, who: event.requestContext.accountId };"""), Publish=True)
lambda_.create_alias(FunctionName="web", Name="live", FunctionVersion="1")
open_ = lambda_.create_function_url_config(FunctionName="web", AuthType="NONE", Cors={"AllowOrigins": ["https://a.example"], "AllowMethods": ["GET"]})
signed = lambda_.create_function_url_config(FunctionName="web", Qualifier="live", AuthType="AWS_IAM")
def public(function):
    lambda_.add_permission(FunctionName=function, StatementId="url", Action="lambda:InvokeFunctionUrl", Principal="*", FunctionUrlAuthType="NONE")
    lambda_.add_permission(FunctionName=function, StatementId="invoke", Action="lambda:InvokeFunction", Principal="*", InvokedViaFunctionUrl=True)
create("closed", node("export const handler = () => 1;"))
closed = lambda_.create_function_url_config(FunctionName="closed", AuthType="NONE")
public("web")
refused = [error_of(lambda_.create_function_url_config, FunctionName="web", AuthType="NONE"),
           error_of(lambda_.get_function_url_config, FunctionName="closed", Qualifier="nosuch"),
           error_of(lambda_.update_function_url_config, FunctionName="closed", InvokeMode="RESPONSE_STREAM"),
           error_of(lambda_.put_provisioned_concurrency_config, FunctionName="web", Qualifier="live", ProvisionedConcurrentExecutions=1)]
session = client("sts").assume_role(RoleArn=ROLE, RoleSessionName="calls")["Credentials"]
done({"open": open_["FunctionUrl"], "signed": signed["FunctionUrl"], "closed": closed["FunctionUrl"], "refused": refused,
      "listed": len(lambda_.list_function_url_configs(FunctionName="web")["FunctionUrlConfigs"]),
      "key": session["AccessKeyId"], "token": session["SessionToken"], "policy": lambda_.get_policy(FunctionName="web")["Policy"]})`);
    const { open = "", signed = "", closed = "", key = "", token = "" } = made;
    expect(made.listed).toBe(2);
    expect(made.policy).toContain('"lambda:FunctionUrlAuthType": "NONE"');
    expect(made.refused.map(([status, type]) => [status, type])).toEqual([
      [409, "ResourceConflictException"],
      [404, "ResourceNotFoundException"],
      [400, "InvalidParameterValueException"],
      [400, "InvalidParameterValueException"],
    ]);
    const got = await curl(`${open}a/b?x=1`, "-H", "Origin: https://a.example");
    expect(got).toMatchObject({ status: 200 });
    expect(got.head).toContain("access-control-allow-origin: https://a.example");
    expect(JSON.parse(got.body)).toEqual({ path: "/a/b", query: { x: "1" }, who: "anonymous" });
    const posted = await curl(`${open}made`, "-H", "content-type: text/plain", "-d", "hello");
    expect(posted).toMatchObject({ status: 201, body: "hello" });
    expect(posted.head).toMatch(/^set-cookie: a=1\r?$/m);
    expect(posted.head).toMatch(/^x-own: yes\r?$/m);
    expect(await curl(`${open}fail`)).toMatchObject({ status: 502 });
    expect(await curl(closed)).toMatchObject({
      status: 403,
      body: expect.stringContaining("InvokeFunctionUrl"),
    });
    expect(await curl(signed)).toMatchObject({ status: 403 });
    const bySignature = ["-H", `Authorization: ${authorization("lambda")}`];
    const asDeployer = await curl(signed, ...bySignature);
    expect(JSON.parse(asDeployer.body)).toMatchObject({ who: "123456789012" });
    const asRole = ["-H", `Authorization: ${authorization("lambda", key)}`];
    const withToken = [...asRole, "-H", `x-amz-security-token: ${token}`];
    expect(await curl(signed, ...withToken)).toMatchObject({ status: 403 });
    await allow(cloud.endpoint, "runner", [
      {
        Action: ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"],
        Resource: "arn:aws:lambda:us-east-1:123456789012:function:web:live",
      },
    ]);
    expect(await curl(signed, ...withToken)).toMatchObject({ status: 200 });
  });
});
