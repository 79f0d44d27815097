import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IAM } from "@aws-sdk/client-iam";
import { KMS } from "@aws-sdk/client-kms";
import { Lambda } from "@aws-sdk/client-lambda";
import { GetObjectCommand, PutObjectCommand, S3 } from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { STS } from "@aws-sdk/client-sts";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { ManualClock } from "@spillway/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startAccess } from "../src/access/start-access.ts";
import { awsClients } from "../src/aws-clients.ts";
import { Deliveries } from "../src/deliveries/deliveries.ts";
import { EventBuses } from "../src/event-bus/event-buses.ts";
import { accessDocument, type LocalCloud, startLocalCloud } from "../src/index.ts";
import { Schedules } from "../src/schedules/schedules.ts";
import { boto3 } from "./boto3.ts";
import { allow, clientSettings, createFunction, createRole } from "./deploy.ts";
import { eventually } from "./eventually.ts";

const ACCOUNT = "123456789012";
const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${rest}`;

let stateDir: string;
let cloud: LocalCloud;
const errors: string[] = [];

beforeAll(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), "local-cloud-access-"));
  cloud = await startLocalCloud({ port: 15_566, stateDir }, (message, error) =>
    errors.push(`${message}: ${error}`),
  );
  const dynamodb = new DynamoDB(clientSettings(cloud.endpoint));
  for (const TableName of ["own", "other"]) {
    await dynamodb.createTable({
      TableName,
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    });
  }
});

afterAll(async () => {
  await cloud.close();
  rmSync(stateDir, { recursive: true });
});

/** Credentials of a role, as a person gets them. */
async function assume(role: string, more: { Policy?: string } = {}, session = "me") {
  const sts = new STS(clientSettings(cloud.endpoint));
  const { Credentials: given } = await sts.assumeRole({
    RoleArn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
    RoleSessionName: session,
    ...more,
  });
  return {
    accessKeyId: given?.AccessKeyId ?? "",
    secretAccessKey: given?.SecretAccessKey ?? "",
    sessionToken: given?.SessionToken ?? "",
  };
}

/** What clients of a session of the role are made with. */
async function as(role: string, more: { Policy?: string } = {}) {
  return { ...clientSettings(cloud.endpoint), credentials: await assume(role, more) };
}

const denied = (role: string, action: string, resource: string) =>
  `User: arn:aws:sts::${ACCOUNT}:assumed-role/${role}/me is not authorized to perform: ${action}${
    resource === "*" ? "" : ` on resource: ${resource}`
  } because no identity-based policy allows the ${action} action`;

async function accessOf(role: string) {
  const response = await fetch(`${cloud.endpoint}/_spillway/access`);
  const { principals } = accessDocument.parse(await response.json());
  return principals.find((one) => one.arn === `arn:aws:iam::${ACCOUNT}:role/${role}`);
}

describe("a presigned address", () => {
  it("does what it was signed for, in its time, as far as the role may", async () => {
    await createRole(cloud.endpoint, "signer");
    await allow(cloud.endpoint, "signer", [
      { Action: ["s3:PutObject", "s3:GetObject"], Resource: "arn:aws:s3:::signed/in/*" },
    ]);
    await new S3({ ...clientSettings(cloud.endpoint), forcePathStyle: true }).createBucket({
      Bucket: "signed",
    });
    const s3 = new S3({ ...(await as("signer")), forcePathStyle: true });
    const Key = "in/a file (1)*.jsonl";
    const put = await getSignedUrl(s3, new PutObjectCommand({ Bucket: "signed", Key }));
    const get = await getSignedUrl(s3, new GetObjectCommand({ Bucket: "signed", Key }));
    const other = { Bucket: "signed", Key: "out/a" };
    const stray = await getSignedUrl(s3, new PutObjectCommand(other));
    const old = await getSignedUrl(s3, new GetObjectCommand({ Bucket: "signed", Key }), {
      expiresIn: 60,
      signingDate: new Date(Date.now() - 61_000),
    });
    const status = async (method: string, url: string, body?: string) => {
      const response = await fetch(url, { method, ...(body !== undefined && { body }) });
      return `${response.status} ${await response.text()}`;
    };
    expect(await status("PUT", put, '{"a":1}')).toBe("200 ");
    expect(await status("GET", get)).toBe('200 {"a":1}');
    expect(await status("GET", put)).toMatch(/^403 .*<Code>SignatureDoesNotMatch</s);
    expect(await status("GET", old)).toMatch(/^403 .*<Message>Request has expired</s);
    expect(await status("PUT", stray, "x")).toMatch(/^403 .*<Code>AccessDenied</s);
    const { session, url } = await boto3<Record<"session" | "url", string>>(
      cloud.endpoint,
      `
given = client("sts").assume_role(RoleArn="arn:aws:iam::${ACCOUNT}:role/signer", RoleSessionName="me")["Credentials"]
s3 = client("s3", aws_access_key_id=given["AccessKeyId"], aws_secret_access_key=given["SecretAccessKey"], aws_session_token=given["SessionToken"],
            config={"signature_version": "s3v4"})
done({"session": given["AccessKeyId"], "url": s3.generate_presigned_url("get_object", Params={"Bucket": "signed", "Key": "${Key}"})})`,
    );
    expect(url).toContain(session);
    expect(await status("GET", url)).toBe('200 {"a":1}');
  });
});

describe("a session of a role", () => {
  beforeAll(async () => {
    await createRole(cloud.endpoint, "writer");
    await allow(cloud.endpoint, "writer", [
      { Sid: "Write", Action: "dynamodb:PutItem", Resource: arn("dynamodb", "table/own") },
      { Sid: "Read", Action: "dynamodb:GetItem", Resource: arn("dynamodb", "table/own") },
    ]);
  });

  it("may do what its role allows, and nothing else", async () => {
    const dynamodb = new DynamoDB(await as("writer"));
    const Item = { pk: { S: "a" } };
    await dynamodb.putItem({ TableName: "own", Item });
    await expect(dynamodb.putItem({ TableName: "other", Item })).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: denied("writer", "dynamodb:PutItem", arn("dynamodb", "table/other")),
    });
    await expect(
      dynamodb.batchWriteItem({ RequestItems: { own: [{ PutRequest: { Item } }] } }),
    ).rejects.toThrow(/BatchWriteItem/);
  });

  it("is refused in the form that each service's clients read", async () => {
    const settings = await as("writer");
    const QueueUrl = `${cloud.endpoint}/${ACCOUNT}/q`;
    const sent = new SQS(settings).sendMessage({ QueueUrl, MessageBody: "m" });
    await expect(sent).rejects.toMatchObject({
      name: "AccessDenied",
      message: denied("writer", "sqs:sendmessage", arn("sqs", "q")),
    });
    const published = new SNS(settings).publish({ TopicArn: arn("sns", "t"), Message: "m" });
    await expect(published).rejects.toMatchObject({
      name: expect.stringMatching(/^AuthorizationError/),
      message: denied("writer", "SNS:Publish", arn("sns", "t")),
    });
    const s3 = new S3({ ...settings, forcePathStyle: true });
    await expect(s3.putObject({ Bucket: "b", Key: "k", Body: "text" })).rejects.toMatchObject({
      name: "AccessDenied",
      message: denied("writer", "s3:PutObject", '"arn:aws:s3:::b/k"'),
    });
    const head = s3.headObject({ Bucket: "b", Key: "k" });
    await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    await expect(new Lambda(settings).invoke({ FunctionName: "f" })).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: denied("writer", "lambda:InvokeFunction", arn("lambda", "function:f")),
    });
    const events = new EventBridge(settings).putEvents({ Entries: [{ Source: "s" }] });
    await expect(events).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: denied("writer", "events:PutEvents", arn("events", "event-bus/default")),
    });
    const group = new CloudWatchLogs(settings).createLogGroup({ logGroupName: "g" });
    await expect(group).rejects.toMatchObject({ name: "AccessDeniedException" });
    const metric = new CloudWatch(settings).putMetricData({
      Namespace: "N",
      MetricData: Array.from({ length: 200 }, (_, Value) => ({ MetricName: "m", Value })),
    });
    await expect(metric).rejects.toMatchObject({
      message: denied("writer", "cloudwatch:PutMetricData", "*"),
    });
    await expect(new KMS(settings).encrypt({ KeyId: "k", Plaintext: Buffer.from("p") }))
      .rejects //
      .toMatchObject({ name: "AccessDeniedException" });
    const assumed = new STS(settings).assumeRole({
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/writer`,
      RoleSessionName: "again",
    });
    await expect(assumed).rejects.toMatchObject({ name: expect.stringMatching(/^AccessDenied/) });
  });

  it("may always ask who it is", async () => {
    const { Arn } = await new STS(await as("writer")).getCallerIdentity({});
    expect(Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/writer/me`);
  });

  it("can't become somebody else by a session of the session", async () => {
    const sts = new STS(await as("writer"));
    await expect(sts.getSessionToken({})).rejects.toThrow(/with session credentials/);
  });

  it("is nobody without the session's token", async () => {
    const { accessKeyId, secretAccessKey } = await assume("writer");
    const settings = clientSettings(cloud.endpoint);
    const dynamodb = new DynamoDB({ ...settings, credentials: { accessKeyId, secretAccessKey } });
    const got = dynamodb.getItem({ TableName: "own", Key: { pk: { S: "a" } } });
    await expect(got).rejects.toMatchObject({ name: "UnrecognizedClientException" });
  });

  it.each([
    ["sts", "/?Action=GetCallerIdentity", "/moto-api/reset", {}],
    ["sqs", "/?Action=PurgeQueue", "/", { "x-amz-target": "AmazonSQS.GetQueueUrl" }],
    ["sqs", "", "/", { "x-amz-target": "DynamoDB_20120810.GetItem" }],
    ["dynamodb", "", "/", { "x-amz-target": "DynamoDB_20120810.DeleteTable.GetItem" }],
  ])("is refused what could be read in two ways: %s %s", async (service, query, path, headers) => {
    const { accessKeyId, sessionToken } = await assume("writer");
    const response = await fetch(`${cloud.endpoint}${path}${query.slice(1)}`, {
      method: "POST",
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
        "x-amz-security-token": sessionToken,
        ...headers,
      },
      body: JSON.stringify({ TableName: "own", Key: { pk: { S: "a" } } }),
    });
    expect(response.ok).toBe(false);
    expect(await response.text()).toContain("does not know which permission it needs");
  });

  it("is refused what the local cloud does not know the permission of", async () => {
    const tables = new DynamoDB(await as("writer")).listGlobalTables({});
    await expect(tables).rejects.toThrow(/dynamodb:ListGlobalTables/);
    const updated = new DynamoDB(await as("writer")).updateGlobalTable({
      GlobalTableName: "g",
      ReplicaUpdates: [],
    });
    await expect(updated).rejects.toThrow(/does not know which permission it needs/);
  });

  it("is narrowed by the policy that came with AssumeRole", async () => {
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*" }],
    });
    const dynamodb = new DynamoDB(await as("writer", { Policy }));
    const Key = { pk: { S: "a" } };
    await dynamodb.getItem({ TableName: "own", Key });
    await expect(dynamodb.putItem({ TableName: "own", Item: Key })).rejects.toThrow(
      /no session policy allows/,
    );
    await expect(dynamodb.getItem({ TableName: "other", Key })).rejects.toThrow(/identity-based/);
  });

  it("gets and loses a right with its role, at once", async () => {
    await createRole(cloud.endpoint, "changing");
    const dynamodb = new DynamoDB(await as("changing"));
    const scan = () => dynamodb.scan({ TableName: "own" });
    await expect(scan()).rejects.toThrow(/dynamodb:Scan/);
    await allow(cloud.endpoint, "changing", [{ Action: "dynamodb:*", Resource: "*" }]);
    await scan();
    await allow(cloud.endpoint, "changing", [
      { Action: "dynamodb:*", Resource: "*" },
      { Effect: "Deny", Action: "dynamodb:Scan", Resource: arn("dynamodb", "table/own") },
    ]);
    await expect(scan()).rejects.toThrow(/with an explicit deny in an identity-based policy/);
  });

  it("may do no more than its role's boundary", async () => {
    const role = await createRole(cloud.endpoint, "bounded");
    await allow(cloud.endpoint, "bounded", [{ Action: "dynamodb:*", Resource: "*" }]);
    const iam = new IAM(clientSettings(cloud.endpoint));
    const { Policy: policy } = await iam.createPolicy({
      PolicyName: "most",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*" }],
      }),
    });
    await iam.putRolePermissionsBoundary({
      RoleName: role.split("/").at(-1),
      PermissionsBoundary: policy?.Arn,
    });
    const dynamodb = new DynamoDB(await as("bounded"));
    await dynamodb.getItem({ TableName: "own", Key: { pk: { S: "a" } } });
    await expect(dynamodb.scan({ TableName: "own" })).rejects.toThrow(
      /because no permissions boundary allows the dynamodb:Scan action/,
    );
  });

  it("is refused everything by a policy that can't be judged, which is named", async () => {
    await createRole(cloud.endpoint, "unclear");
    await allow(cloud.endpoint, "unclear", [
      {
        Action: "dynamodb:*",
        Resource: "*",
        Condition: { Bool: { "dynamodb:FullTableScan": "false" } },
      },
    ]);
    const scan = new DynamoDB(await as("unclear")).scan({ TableName: "own" });
    await expect(scan).rejects.toThrow(/dynamodb:FullTableScan in role unclear, function/);
  });

  it("reaches only the items and attributes that its policy names", async () => {
    const free = new DynamoDB(clientSettings(cloud.endpoint));
    const TableName = "scores";
    const create = (key: string) =>
      free.createTable({
        TableName,
        KeySchema: [{ AttributeName: key, KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: key, AttributeType: "S" }],
        BillingMode: "PAY_PER_REQUEST",
      });
    await create("player");
    await createRole(cloud.endpoint, "player");
    await allow(cloud.endpoint, "player", [
      {
        Action: ["dynamodb:BatchWriteItem", "dynamodb:GetItem", "dynamodb:Query"],
        Resource: arn("dynamodb", `table/${TableName}`),
        Condition: {
          "ForAllValues:StringEquals": {
            "dynamodb:LeadingKeys": ["ann"],
            "dynamodb:Attributes": ["player", "score", "ann"],
          },
          StringEqualsIfExists: { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" },
        },
      },
    ]);
    const player = new DynamoDB(await as("player"));
    const write = (...items: Record<string, { S: string }>[]) =>
      player.batchWriteItem({
        RequestItems: { [TableName]: items.map((Item) => ({ PutRequest: { Item } })) },
      });
    await write({ player: { S: "ann" }, score: { S: "1" } });
    await expect(write({ player: { S: "ann" } }, { player: { S: "bob" } })).rejects.toThrow(
      /dynamodb:BatchWriteItem/,
    );
    await expect(write({ player: { S: "ann" }, rank: { S: "1" } })).rejects.toThrow();
    const query = (ProjectionExpression: string, name: string) =>
      player.query({
        TableName,
        ProjectionExpression,
        KeyConditionExpression: "#p = :p",
        ExpressionAttributeNames: { "#p": "player" },
        ExpressionAttributeValues: { ":p": { S: name } },
      });
    expect((await query("score", "ann")).Items).toEqual([{ score: { S: "1" } }]);
    await expect(query("score", "bob")).rejects.toThrow(/dynamodb:Query/);
    await expect(query("score, rank", "ann")).rejects.toThrow(/dynamodb:Query/);
    const Key = { player: { S: "ann" } };
    await player.getItem({ TableName, Key, ProjectionExpression: "score" });
    await expect(player.getItem({ TableName, Key })).rejects.toThrow(/dynamodb:GetItem/);
    // Another table of the same name has another key.
    await free.deleteTable({ TableName });
    await create("score");
    await expect(write({ player: { S: "ann" }, score: { S: "1" } })).rejects.toThrow();
    await write({ player: { S: "1" }, score: { S: "ann" } });
  });

  it("shows what was granted, used and refused", async () => {
    const writer = await accessOf("writer");
    const granted = writer?.granted.map(({ sid, action, uses, usedFor }) => [
      sid,
      action,
      uses > 0,
      usedFor,
    ]);
    expect(granted).toEqual([
      ["Write", "dynamodb:PutItem", true, ["dynamodb:PutItem"]],
      ["Read", "dynamodb:GetItem", true, ["dynamodb:GetItem"]],
    ]);
    const refused = writer?.refused.find(({ resource }) => resource.endsWith("table/other"));
    expect(refused).toMatchObject({
      principal: `arn:aws:sts::${ACCOUNT}:assumed-role/writer/me`,
      because: "not-allowed",
    });
    const state = await (await fetch(`${cloud.endpoint}/_spillway/state`)).json();
    const { refusals } = state as { refusals: Record<string, number> };
    expect(refusals[`arn:aws:iam::${ACCOUNT}:role/writer`]).toBeGreaterThan(10);
  });
});

describe("policies of resources", () => {
  const statement = (Effect: "Allow" | "Deny", Resource: string, more: object = {}) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect, Principal: "*", Action: "*", Resource, ...more }],
    });
  const withoutTls = { Condition: { Bool: { "aws:SecureTransport": "false" } } };

  beforeAll(async () => {
    await createRole(cloud.endpoint, "sender");
    await allow(cloud.endpoint, "sender", [{ Action: ["sqs:*", "s3:*", "sns:*"], Resource: "*" }]);
  });

  it("of a queue deny, but not loopback for want of TLS, and allow", async () => {
    const free = new SQS(clientSettings(cloud.endpoint));
    const sender = new SQS(await as("sender"));
    const { QueueUrl } = await free.createQueue({
      QueueName: "guarded",
      Attributes: { Policy: statement("Deny", arn("sqs", "guarded"), withoutTls) },
    });
    const send = (client: SQS) => client.sendMessage({ QueueUrl, MessageBody: "m" });
    await send(sender);
    const Policy = statement("Deny", arn("sqs", "guarded"));
    await free.setQueueAttributes({ QueueUrl, Attributes: { Policy } });
    await expect(send(sender)).rejects.toThrow(/explicit deny in a resource-based policy/);
    await createRole(cloud.endpoint, "nobody");
    const nobody = new SQS(await as("nobody"));
    await expect(send(nobody)).rejects.toThrow();
    await free.setQueueAttributes({
      QueueUrl,
      Attributes: { Policy: statement("Allow", arn("sqs", "guarded")) },
    });
    await send(nobody);
  });

  it("of a queue are those that AddPermission and RemovePermission leave", async () => {
    const QueueName = "shared";
    const shut = { Sid: "shut", Effect: "Deny", Principal: "*", Action: "sqs:SendMessage" };
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ ...shut, Resource: arn("sqs", QueueName) }],
    });
    const free = new SQS(clientSettings(cloud.endpoint));
    const sender = new SQS(await as("sender"));
    const { QueueUrl } = await free.createQueue({ QueueName, Attributes: { Policy } });
    const send = () => sender.sendMessage({ QueueUrl, MessageBody: "m" });
    const sids = async () => {
      const asked = await free.getQueueAttributes({ QueueUrl, AttributeNames: ["Policy"] });
      const { Statement: statements } = JSON.parse(asked.Attributes?.Policy ?? "") as {
        Statement: { Sid: string }[];
      };
      return statements.map(({ Sid }) => Sid);
    };
    // moto drops the policy here, but nobody may notice.
    await free.setQueueAttributes({ QueueUrl, Attributes: { VisibilityTimeout: "30" } });
    const statement = { AWSAccountIds: ["210987654321"], Actions: ["SendMessage"] };
    await free.addPermission({ QueueUrl, Label: "partner", ...statement });
    expect(await sids()).toEqual(["shut", "partner"]);
    await expect(free.addPermission({ QueueUrl, Label: "shut", ...statement })).rejects.toThrow(
      /Already exists/,
    );
    await expect(send()).rejects.toThrow(/explicit deny in a resource-based policy/);
    await free.removePermission({ QueueUrl, Label: "shut" });
    expect(await sids()).toEqual(["partner"]);
    await send();
    await expect(free.removePermission({ QueueUrl, Label: "shut" })).rejects.toThrow(/find label/);
  });

  it("of a table deny, also after it, and let in, but go with the table", async () => {
    const free = new DynamoDB(clientSettings(cloud.endpoint));
    await createRole(cloud.endpoint, "reader");
    await allow(cloud.endpoint, "reader", [{ Action: "dynamodb:Scan", Resource: "*" }]);
    const reader = new DynamoDB(await as("reader"));
    const TableName = "guarded";
    const ResourceArn = arn("dynamodb", `table/${TableName}`);
    const create = (more: { ResourcePolicy?: string } = {}) =>
      free.createTable({
        TableName,
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        BillingMode: "PAY_PER_REQUEST",
        ...more,
      });
    await expect(create({ ResourcePolicy: statement("Deny", ResourceArn) })).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("PutResourcePolicy"),
    });
    await create();
    await reader.scan({ TableName });
    await free.putResourcePolicy({ ResourceArn, Policy: statement("Deny", ResourceArn) });
    await expect(reader.scan({ TableName })).rejects.toThrow(/resource-based policy/);
    await free.deleteTable({ TableName });
    await create();
    await reader.scan({ TableName });
    const Key = { pk: { S: "a" } };
    await expect(reader.getItem({ TableName, Key })).rejects.toThrow(/dynamodb:GetItem/);
    await free.putResourcePolicy({ ResourceArn, Policy: statement("Allow", ResourceArn) });
    await reader.getItem({ TableName, Key });
    await free.deleteResourcePolicy({ ResourceArn });
    await expect(reader.getItem({ TableName, Key })).rejects.toThrow(/dynamodb:GetItem/);
  });

  it("of a bucket deny", async () => {
    const free = new S3({ ...clientSettings(cloud.endpoint), forcePathStyle: true });
    const sender = new S3({ ...(await as("sender")), forcePathStyle: true });
    const put = () => sender.putObject({ Bucket: "guarded", Key: "a/b c", Body: "text" });
    await free.createBucket({ Bucket: "guarded" });
    await put();
    const Policy = statement("Deny", "arn:aws:s3:::guarded/a/*");
    await free.putBucketPolicy({ Bucket: "guarded", Policy });
    await expect(put()).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("resource-based policy"),
    });
    await free.deleteBucketPolicy({ Bucket: "guarded" });
    await put();
  });

  it("of a topic deny", async () => {
    const free = new SNS(clientSettings(cloud.endpoint));
    const sender = new SNS(await as("sender"));
    const { TopicArn } = await free.createTopic({ Name: "guarded" });
    await sender.publish({ TopicArn, Message: "m" });
    await free.setTopicAttributes({
      TopicArn,
      AttributeName: "Policy",
      AttributeValue: statement("Deny", TopicArn ?? ""),
    });
    await expect(sender.publish({ TopicArn, Message: "m" })).rejects.toThrow(/resource-based/);
  });

  it("of a key hold also where an alias names it, or what it encrypted", async () => {
    const free = new KMS(clientSettings(cloud.endpoint));
    const { KeyMetadata: key } = await free.createKey({});
    const { KeyMetadata: other } = await free.createKey({});
    await free.createAlias({ AliasName: "alias/orders", TargetKeyId: key?.KeyId });
    await createRole(cloud.endpoint, "sealer");
    await allow(cloud.endpoint, "sealer", [
      { Action: ["kms:Encrypt", "kms:Decrypt"], Resource: key?.Arn ?? "" },
    ]);
    const sealer = new KMS(await as("sealer"));
    const encrypt = () => sealer.encrypt({ KeyId: "alias/orders", Plaintext: Buffer.from("text") });
    const { CiphertextBlob } = await encrypt();
    await sealer.decrypt({ CiphertextBlob });
    await free.updateAlias({ AliasName: "alias/orders", TargetKeyId: other?.KeyId });
    await expect(encrypt()).rejects.toThrow(`kms:Encrypt on resource: ${other?.Arn}`);
  });

  it("of a topic are those that AddPermission and RemovePermission leave", async () => {
    const free = new SNS(clientSettings(cloud.endpoint));
    const sender = new SNS(await as("sender"));
    const { TopicArn = "" } = await free.createTopic({ Name: "shared" });
    const shut = { Sid: "shut", Effect: "Deny", Principal: "*", Action: "sns:Publish" };
    await free.setTopicAttributes({
      TopicArn,
      AttributeName: "Policy",
      AttributeValue: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ ...shut, Resource: TopicArn }],
      }),
    });
    const publish = () => sender.publish({ TopicArn, Message: "m" });
    await free.addPermission({
      TopicArn,
      Label: "partner",
      AWSAccountId: ["210987654321"],
      ActionName: ["Publish"],
    });
    await expect(publish()).rejects.toThrow(/explicit deny in a resource-based policy/);
    await free.removePermission({ TopicArn, Label: "shut" });
    await publish();
  });
});

describe("DeleteObjects", () => {
  it("deletes what is allowed, and answers for each of the others why not", async () => {
    const free = new S3({ ...clientSettings(cloud.endpoint), forcePathStyle: true });
    await createRole(cloud.endpoint, "cleaner");
    await allow(cloud.endpoint, "cleaner", [
      { Action: "s3:DeleteObject", Resource: "arn:aws:s3:::swept/own/*" },
    ]);
    const cleaner = new S3({ ...(await as("cleaner")), forcePathStyle: true });
    const Bucket = "swept";
    await free.createBucket({ Bucket });
    const keys = ["own/a&b", "own/b", "other/<c>"];
    for (const Key of keys) await free.putObject({ Bucket, Key, Body: "text" });
    const remove = (wanted: readonly string[], Quiet = false) =>
      cleaner.deleteObjects({
        Bucket,
        Delete: { Objects: wanted.map((Key) => ({ Key })), Quiet },
      });
    const refused = {
      Key: "other/<c>",
      Code: "AccessDenied",
      Message: denied("cleaner", "s3:DeleteObject", '"arn:aws:s3:::swept/other/<c>"'),
    };
    const { Deleted = [], Errors } = await remove(keys);
    expect(Deleted.map(({ Key }) => Key).sort()).toEqual(keys.slice(0, 2));
    expect(Errors).toEqual([refused]);
    const { Contents = [] } = await free.listObjectsV2({ Bucket });
    expect(Contents.map(({ Key }) => Key)).toEqual(["other/<c>"]);
    expect(await remove(["other/<c>"], true)).toMatchObject({ Errors: [refused] });
  });
});

describe("a function", () => {
  it("runs without the right to log, and its lines stay in the file", async () => {
    const role = await createRole(cloud.endpoint, "silent");
    const source = 'export const handler = async () => console.log("said");';
    await createFunction(cloud.endpoint, role, "silent", source);
    const lambda = new Lambda(clientSettings(cloud.endpoint));
    const { FunctionError } = await lambda.invoke({ FunctionName: "silent" });
    expect(FunctionError).toBeUndefined();
    await eventually("the refusal", async () =>
      (await accessOf("silent"))?.refused.find(({ action }) => action === "logs:CreateLogStream"),
    );
    const logs = new CloudWatchLogs(clientSettings(cloud.endpoint));
    const { logGroups = [] } = await logs.describeLogGroups({ logGroupNamePrefix: "/aws/lambda/" });
    expect(logGroups.map(({ logGroupName }) => logGroupName)).not.toContain("/aws/lambda/silent");
  });

  it("is polled for with its own role, and says so where that may not", async () => {
    const role = await createRole(cloud.endpoint, "poller");
    const sqs = new SQS(clientSettings(cloud.endpoint));
    const lambda = new Lambda(clientSettings(cloud.endpoint));
    const { QueueUrl } = await sqs.createQueue({ QueueName: "polled" });
    await createFunction(cloud.endpoint, role, "poller", "export const handler = async () => {};");
    const polling = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
    await allow(cloud.endpoint, "poller", [{ Action: polling, Resource: arn("sqs", "polled") }]);
    const { UUID } = await lambda.createEventSourceMapping({
      EventSourceArn: arn("sqs", "polled"),
      FunctionName: "poller",
    });
    await sqs.sendMessage({ QueueUrl, MessageBody: "m" });
    await eventually("every right to be used", async () =>
      (await accessOf("poller"))?.granted.every(({ uses }) => uses > 0) ? true : undefined,
    );
    await allow(cloud.endpoint, "poller", [
      { Action: polling.slice(1), Resource: arn("sqs", "polled") },
    ]);
    const result = await eventually("the problem of the mapping", async () => {
      const mapping = await lambda.getEventSourceMapping({ UUID });
      return mapping.LastProcessingResult?.startsWith("PROBLEM") ? mapping : undefined;
    });
    expect(result.LastProcessingResult).toContain("sqs:receivemessage");
    expect(errors.filter((line) => line.includes(UUID ?? ""))).toHaveLength(1);
    await sqs.sendMessage({ QueueUrl, MessageBody: "late" });
    await allow(cloud.endpoint, "poller", [{ Action: polling, Resource: arn("sqs", "polled") }]);
    await eventually("the mapping to go on", async () => {
      const { LastProcessingResult } = await lambda.getEventSourceMapping({ UUID });
      return LastProcessingResult?.startsWith("PROBLEM") ? undefined : true;
    });
    await eventually("the late message to be taken", async () => {
      const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] });
      const { ApproximateNumberOfMessages: left, ApproximateNumberOfMessagesNotVisible: taken } =
        Attributes ?? {};
      return left === "0" && taken === "0" ? true : undefined;
    });
  });

  it("gets no mapping to a queue that its role may not read", async () => {
    const role = await createRole(cloud.endpoint, "blind");
    await createFunction(cloud.endpoint, role, "blind", "export const handler = async () => {};");
    await allow(cloud.endpoint, "blind", [{ Action: "sqs:ReceiveMessage", Resource: "*" }]);
    const made = new Lambda(clientSettings(cloud.endpoint)).createEventSourceMapping({
      EventSourceArn: arn("sqs", "polled"),
      FunctionName: "blind",
    });
    await expect(made).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: "The provided execution role does not have permissions to call DeleteMessage on SQS",
    });
  });

  it("lets in whom its own policy names", async () => {
    const role = await createRole(cloud.endpoint, "invoked");
    await createRole(cloud.endpoint, "invoker");
    await createFunction(cloud.endpoint, role, "invoked", "export const handler = async () => 1;");
    const invoke = (settings: ReturnType<typeof clientSettings>) =>
      new Lambda(settings).invoke({ FunctionName: "invoked" });
    const invoker = await as("invoker");
    await expect(invoke(invoker)).rejects.toThrow(/lambda:InvokeFunction/);
    await new Lambda(clientSettings(cloud.endpoint)).addPermission({
      FunctionName: "invoked",
      StatementId: "invoker",
      Action: "lambda:InvokeFunction",
      Principal: `arn:aws:iam::${ACCOUNT}:role/invoker`,
    });
    expect((await invoke(invoker)).StatusCode).toBe(200);
  });
});

describe("a schedule", () => {
  it("fires only at a function whose policy lets its rule in", async () => {
    const role = await createRole(cloud.endpoint, "fired");
    await createFunction(cloud.endpoint, role, "fired", "export const handler = async () => {};");
    const lambda = new Lambda(clientSettings(cloud.endpoint));
    const client = new EventBridge(clientSettings(cloud.endpoint));
    await client.putRule({ Name: "daily", ScheduleExpression: "rate(1 day)" });
    const Arn = arn("lambda", "function:fired");
    await client.putTargets({ Rule: "daily", Targets: [{ Id: "1", Arn }] });
    const letIn = async (StatementId: string, rule: string) => {
      await lambda.addPermission({
        FunctionName: "fired",
        StatementId,
        Action: "lambda:InvokeFunction",
        Principal: "events.amazonaws.com",
        SourceArn: arn("events", `rule/${rule}`),
      });
      access.changed();
    };
    // As the local cloud puts them together, but for the clock: a rule fires once a minute at most.
    const state = await (await fetch(`${cloud.endpoint}/_spillway/state`)).json();
    const access = startAccess({
      moto: (state as { moto: string }).moto,
      region: "us-east-1",
      regions: () => ["us-east-1"],
      enforceAll: false,
      ownKey: "own",
      startedAt: "",
      queuePolicy: () => undefined,
    });
    const clock = new ManualClock(Date.parse("2026-01-01T00:00:00Z"));
    const fired: string[] = [];
    const refusals: string[] = [];
    const clients = awsClients(cloud.endpoint, "us-east-1", "own");
    const onError = (message: string) => refusals.push(message);
    const deliveries = new Deliveries({
      endpoint: cloud.endpoint,
      rights: access.rights,
      regionOf: () => ({
        clients,
        knows: async () => true,
        invoke: (functionArn) => fired.push(functionArn),
      }),
    });
    const buses = new EventBuses({
      rules: { of: async () => [] },
      deliveries,
      now: () => clock.now(),
      onError,
    });
    const schedules = new Schedules({
      client,
      clock,
      fire: (rule, targets, event) => buses.fire(rule, targets, event),
      onError,
    });
    const dayWith = async (what: string, seen: readonly string[], count: number) => {
      await clock.advance(24 * 3_600_000);
      await eventually(what, async () => (seen.length === count ? true : undefined));
    };
    schedules.changed();
    await eventually("the rule", async () => schedules.snapshot()[0]);
    await dayWith("a refusal without a policy", refusals, 1);
    expect(refusals[0]).toMatch(
      /^rule daily: .*fired got no event: User: events.amazonaws.com is not authorized to perform: lambda:InvokeFunction/,
    );
    await letIn("other", "weekly");
    await dayWith("a refusal with another rule's policy", refusals, 2);
    await letIn("own", "daily");
    await dayWith("the function to be invoked", fired, 1);
    expect(fired).toEqual([Arn]);
    expect(refusals).toHaveLength(2);
    schedules.close();
    access.close();
    clients.close();
  });
});

const aws = (args: readonly string[], key: Awaited<ReturnType<typeof assume>>) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(
      "aws",
      ["--endpoint-url", cloud.endpoint, "--output", "json", ...args],
      {
        env: {
          PATH: process.env.PATH,
          AWS_ACCESS_KEY_ID: key.accessKeyId,
          AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
          AWS_SESSION_TOKEN: key.sessionToken,
          AWS_DEFAULT_REGION: "us-east-1",
          AWS_PAGER: "",
        },
      },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });

describe("the AWS CLI with a function's credentials", () => {
  it("is allowed on the function's table, and denied on another, as on AWS", async () => {
    const key = await assume("writer", {}, "cli");
    const put = (table: string) =>
      aws(["dynamodb", "put-item", "--table-name", table, "--item", '{"pk":{"S":"cli"}}'], key);
    expect(await put("own")).toMatchObject({ code: 0, stderr: "" });
    const { code, stderr } = await put("other");
    // Version 1 ends with 255 after an error of the service, version 2 with 254.
    expect([254, 255]).toContain(code);
    expect(stderr.trim()).toContain(
      `An error occurred (AccessDeniedException) when calling the PutItem operation: User: arn:aws:sts::${ACCOUNT}:assumed-role/writer/cli is not authorized to perform: dynamodb:PutItem on resource: ${arn("dynamodb", "table/other")} because no identity-based policy allows the dynamodb:PutItem action`,
    );
    const sent = await aws(["sqs", "get-queue-url", "--queue-name", "q"], key);
    expect(sent.stderr).toContain("(AccessDenied) when calling the GetQueueUrl operation");
  });
});
