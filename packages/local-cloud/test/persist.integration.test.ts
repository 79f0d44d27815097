import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningLocalCloud, startDetached, stopDetached } from "../src/index.ts";
import { boto3 } from "./boto3.ts";
import { crashed } from "./crashed.ts";
import { clientSettings } from "./deploy.ts";
import { eventually } from "./eventually.ts";

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), "persist-"));
});
afterAll(async () => {
  for (const name of ["all", "burst"]) await stopDetached({ stateDir: path.join(root, name) });
  rmSync(root, { recursive: true });
});

const options = (name: string) => ({
  port: 14_866,
  stateDir: path.join(root, name),
  persist: path.join(root, `${name} kept é`),
  ...{ updatingSeconds: 600, decreaseRule: "four and one an hour" as const },
});

const crash = (cloud: RunningLocalCloud, name: string) => crashed(cloud, path.join(root, name));

const FILL = `
import io, time, zipfile
iam = client("iam")
role = iam.create_role(RoleName="runner", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
allow = {"Effect": "Allow", "Action": ["sqs:*", "logs:*", "dynamodb:*"], "Resource": "*"}
iam.put_role_policy(RoleName="runner", PolicyName="p",
    PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [allow]}))
dynamodb = client("dynamodb")
dynamodb.create_table(TableName="orders", BillingMode="PAY_PER_REQUEST",
    KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
    AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
dynamodb.put_item(TableName="orders", Item={"id": {"S": "1"}, "bytes": {"B": bytes([0, 255])}})
units = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 20}
dynamodb.create_table(TableName="paid", ProvisionedThroughput=units, KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
    AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
dynamodb.update_table(TableName="paid", ProvisionedThroughput={**units, "WriteCapacityUnits": 10})
sqs = client("sqs")
work = sqs.create_queue(QueueName="work", Attributes={"VisibilityTimeout": "60"})["QueueUrl"]
dead = sqs.create_queue(QueueName="dead")["QueueUrl"]
redrive = {"deadLetterTargetArn": "arn:aws:sqs:us-east-1:123456789012:dead", "maxReceiveCount": 3}
waiting = sqs.create_queue(QueueName="waiting", Attributes={"RedrivePolicy": json.dumps(redrive)})["QueueUrl"]
for text in ["a", "b", "c"]:
    sqs.send_message(QueueUrl=waiting, MessageBody=text)
got = sqs.receive_message(QueueUrl=waiting)["Messages"][0]
sqs.delete_message(QueueUrl=waiting, ReceiptHandle=got["ReceiptHandle"])
s3 = client("s3")
s3.create_bucket(Bucket="files")
s3.put_object(Bucket="files", Key="k/ü", Body=b"hello" * 100_000, Metadata={"a": "b"})
code = '''
export const handler = async (event) => {
  const { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: key, AWS_SESSION_TOKEN: token } = process.env;
  if (!event.Records) return event.name;
  await fetch(endpoint, { method: "POST", headers: {
    authorization: \`AWS4-HMAC-SHA256 Credential=\${key}/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0\`,
    "x-amz-security-token": token, "x-amz-target": "DynamoDB_20120810.PutItem", "content-type": "application/x-amz-json-1.0" },
    body: JSON.stringify({ TableName: "orders", Item: { id: { S: event.Records[0].body } } }) });
};'''
zipped = io.BytesIO()
with zipfile.ZipFile(zipped, "w") as file:
    file.writestr("index.mjs", code)
functions = client("lambda")
functions.create_function(FunctionName="worker", Role=role, Runtime="nodejs22.x", Handler="index.handler",
    Code={"ZipFile": zipped.getvalue()}, Publish=True, Timeout=10)
functions.create_alias(FunctionName="worker", Name="prod", FunctionVersion="1")
functions.create_event_source_mapping(FunctionName="worker:prod", EventSourceArn="arn:aws:sqs:us-east-1:123456789012:work")
off = functions.create_event_source_mapping(FunctionName="worker", Enabled=False,
    EventSourceArn="arn:aws:sqs:us-east-1:123456789012:dead")
events = client("events")
events.put_rule(Name="often", ScheduleExpression="rate(1 minute)", State="DISABLED")
events.put_targets(Rule="often", Targets=[{"Id": "1", "Arn": "arn:aws:lambda:us-east-1:123456789012:function:worker"}])
client("sns").create_topic(Name="news")
client("logs").create_log_group(logGroupName="/mine")
apis = client("apigatewayv2")
api = apis.create_api(Name="jobs", ProtocolType="HTTP")["ApiId"]
integration = apis.create_integration(ApiId=api, IntegrationType="AWS_PROXY", PayloadFormatVersion="2.0",
    IntegrationUri="arn:aws:lambda:us-east-1:123456789012:function:worker")["IntegrationId"]
apis.create_route(ApiId=api, RouteKey="GET /jobs", Target="integrations/" + integration, AuthorizationType="AWS_IAM")
apis.create_stage(ApiId=api, StageName="$default", AutoDeploy=True)
client("sqs", region_name="eu-west-1").create_queue(QueueName="abroad")
`;

/** What a client can see of it, but for what the running of functions adds. */
const LOOK = `
paid = client("dynamodb").describe_table(TableName="paid")["Table"]
assert [paid["TableStatus"], paid["ProvisionedThroughput"]["WriteCapacityUnits"]] == ["UPDATING", 20], paid
def without(found, *names):
    return {key: value for key, value in found.items() if key not in ("ResponseMetadata", *names)}
functions, sqs, events, apis = client("lambda"), client("sqs"), client("events"), client("apigatewayv2")
url = sqs.get_queue_url(QueueName="waiting")["QueueUrl"].split("/", 3)[3]
waiting = sqs.get_queue_attributes(QueueUrl=sqs.get_queue_url(QueueName="waiting")["QueueUrl"], AttributeNames=["All"])
s3 = client("s3").get_object(Bucket="files", Key="k/ü")
print(json.dumps([
    without(client("iam").get_role_policy(RoleName="runner", PolicyName="p")), client("iam").get_role(RoleName="runner")["Role"]["RoleId"],
    without(client("dynamodb").describe_table(TableName="orders")),
    client("dynamodb").get_item(TableName="orders", Key={"id": {"S": "1"}})["Item"],
    without(waiting), s3["Metadata"], len(s3["Body"].read()), s3["LastModified"], s3["ETag"],
    without(functions.get_function(FunctionName="worker"), "Code"),
    without(functions.get_alias(FunctionName="worker", Name="prod")),
    sorted([without(one, "LastProcessingResult") for one in functions.list_event_source_mappings()["EventSourceMappings"]], key=lambda one: one["UUID"]),
    without(events.describe_rule(Name="often")), events.list_targets_by_rule(Rule="often")["Targets"],
    client("sns").list_topics()["Topics"], [group["logGroupName"] for group in client("logs").describe_log_groups(logGroupNamePrefix="/mine")["logGroups"]],
    [[api["ApiId"], apis.get_routes(ApiId=api["ApiId"])["Items"], apis.get_stages(ApiId=api["ApiId"])["Items"]] for api in apis.get_apis()["Items"]],
    [one.split("/")[-1] for one in client("sqs", region_name="eu-west-1").list_queues()["QueueUrls"]],
], default=str))
`;

async function works({ endpoint }: RunningLocalCloud, name: string): Promise<void> {
  const answer = await boto3<string>(
    endpoint,
    `
answer = client("lambda").invoke(FunctionName="worker:prod", Payload=json.dumps({"name": "${name}"}))
sqs = client("sqs")
sqs.send_message(QueueUrl=sqs.get_queue_url(QueueName="work")["QueueUrl"], MessageBody="${name}")
print(answer["Payload"].read().decode())`,
  );
  expect(answer).toBe(name);
  const dynamodb = new DynamoDB(clientSettings(endpoint));
  await eventually(`the item that the mapping's function puts for ${name}`, async () => {
    return (await dynamodb.getItem({ TableName: "orders", Key: { id: { S: name } } })).Item;
  });
  dynamodb.destroy();
}

// Three starts of each, at once, beside whatever else the machine does.
describe.concurrent("a local cloud with --persist", { timeout: 600_000 }, () => {
  it("has everything again after a crash and after a stop, and it works", async () => {
    const first = await startDetached(options("all"));
    await boto3(first.endpoint, FILL);
    await works(first, "first");
    const before = await boto3(first.endpoint, LOOK);
    crash(first, "all");
    const second = await startDetached(options("all"));
    expect(second.endpoint).toBe(first.endpoint);
    expect(await boto3(second.endpoint, LOOK)).toEqual(before);
    await works(second, "second");
    const again = await boto3(second.endpoint, LOOK);
    await stopDetached(options("all"));
    const third = await startDetached(options("all"));
    expect(await boto3(third.endpoint, LOOK)).toEqual(again);
    await works(third, "third");
    await stopDetached(options("all"));

    // Another moto, or a file that is not as it was: said in one line, and never begun anew.
    const kept = path.join(options("all").persist, "moto");
    const manifest = path.join(kept, "moto.json");
    const written = readFileSync(manifest, "utf8");
    writeFileSync(manifest, written.replace(/"moto": "[^"]*"/, '"moto": "4.0.0"'));
    await expect(startDetached(options("all"))).rejects.toMatchObject({
      message: expect.stringMatching(
        /PERSISTED_STATE_UNREADABLE: .* was written by moto 4\.0\.0.*Name another folder with --persist/,
      ),
    });
    writeFileSync(manifest, written);
    const [journal = ""] = readdirSync(kept)
      .filter((name) => name.endsWith(".journal"))
      .sort();
    const bytes = readFileSync(path.join(kept, journal));
    bytes[40] = (bytes[40] ?? 0) ^ 255;
    writeFileSync(path.join(kept, journal), bytes);
    await expect(startDetached(options("all"))).rejects.toMatchObject({
      message: expect.stringMatching(/PERSISTED_STATE_UNREADABLE: .* is damaged at byte 0/),
    });
  });

  it("has every write that was acknowledged when it is killed in the midst of them", async () => {
    let cloud = await startDetached(options("burst"));
    const acknowledged = new Set<string>();
    const sent: string[] = [];
    await new DynamoDB(clientSettings(cloud.endpoint)).createTable({
      TableName: "t",
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    });
    await new SQS(clientSettings(cloud.endpoint)).createQueue({ QueueName: "q" });
    for (let round = 0; round < 2; round += 1) {
      const dynamodb = new DynamoDB(clientSettings(cloud.endpoint));
      const sqs = new SQS(clientSettings(cloud.endpoint));
      const { QueueUrl } = await sqs.getQueueUrl({ QueueName: "q" });
      let next = 0;
      const write = async (): Promise<void> => {
        for (;;) {
          const id = `${round}-${next++}`;
          await dynamodb.putItem({ TableName: "t", Item: { id: { S: id } } });
          acknowledged.add(id);
          await sqs.sendMessage({ QueueUrl, MessageBody: id });
          sent.push(id);
        }
      };
      const writers = Array.from({ length: 8 }, () => write().catch(() => undefined));
      const goal = sent.length + 200;
      await eventually("some writes", async () => (sent.length > goal ? true : undefined));
      crash(cloud, "burst");
      await Promise.all(writers);
      dynamodb.destroy();
      sqs.destroy();
      cloud = await startDetached(options("burst"));
    }
    const dynamodb = new DynamoDB(clientSettings(cloud.endpoint));
    const { Items = [] } = await dynamodb.scan({ TableName: "t", ConsistentRead: true });
    const there = new Set(Items.map(({ id }) => id?.S));
    expect([...acknowledged].filter((id) => !there.has(id))).toEqual([]);
    expect(acknowledged.size).toBeGreaterThan(400);
    const sqs = new SQS(clientSettings(cloud.endpoint));
    const { QueueUrl } = await sqs.getQueueUrl({ QueueName: "q" });
    const received = new Set<string | undefined>();
    for (;;) {
      const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
      if (Messages.length === 0) break;
      for (const { Body } of Messages) received.add(Body);
    }
    expect(sent.filter((id) => !received.has(id))).toEqual([]);
  });
});
