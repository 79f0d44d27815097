import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalCloud, startLocalCloud, statusDocument } from "../src/index.ts";
import { boto3 } from "./boto3.ts";
import { clientSettings } from "./deploy.ts";
import { eventually } from "./eventually.ts";

let stateDir: string;
let cloud: LocalCloud;
const errors: string[] = [];

beforeAll(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), "local-cloud-moto-"));
  cloud = await startLocalCloud({ port: 16_566, stateDir }, (message, error) =>
    errors.push(`${message}: ${error}`),
  );
});

afterAll(async () => {
  await cloud.close();
  expect(errors).toEqual([]);
  // Each patch fits the version of moto that runs here.
  expect(readFileSync(path.join(stateDir, "moto.log"), "utf8")).not.toContain(
    "moto stays as it is",
  );
  rmSync(stateDir, { recursive: true });
});

describe("IAM", () => {
  it("has AWS's managed policies, and holds a role to those that it was given", async () => {
    const seen = await boto3<{ arns: string[]; denied: string; missing: string }>(
      cloud.endpoint,
      `
iam = client("iam")
trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}]}
iam.create_role(RoleName="basic", AssumeRolePolicyDocument=json.dumps(trust))
arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
iam.attach_role_policy(RoleName="basic", PolicyArn=arn)
given = client("sts").assume_role(RoleArn="arn:aws:iam::123456789012:role/basic", RoleSessionName="me")["Credentials"]
keys = dict(aws_access_key_id=given["AccessKeyId"], aws_secret_access_key=given["SecretAccessKey"], aws_session_token=given["SessionToken"])
client("logs", **keys).create_log_group(logGroupName="/basic")
pages = iam.get_paginator("list_policies").paginate(Scope="AWS")
print(json.dumps({
  "arns": [policy["Arn"] for page in pages for policy in page["Policies"]],
  "denied": code_of(lambda: client("sqs", **keys).list_queues()),
  "missing": code_of(lambda: iam.attach_role_policy(RoleName="basic", PolicyArn="arn:aws:iam::aws:policy/Nobody")),
}))`,
    );
    expect(seen.arns.length).toBeGreaterThan(1_000);
    expect(seen.arns).toContain("arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess");
    expect(seen.denied).toMatch(/AccessDenied.*sqs:ListQueues/i);
    expect(seen.missing).toMatch(/^NoSuchEntity/);
  });
});

describe("a bucket whose policy denies requests without TLS", () => {
  it("takes objects, since loopback counts as secure, and denies what the policy denies a role", async () => {
    const seen = await boto3<{ held: string; denied: string }>(
      cloud.endpoint,
      `
s3, iam = client("s3"), client("iam")
s3.create_bucket(Bucket="tls-only")
arn = ["arn:aws:s3:::tls-only", "arn:aws:s3:::tls-only/*"]
deny = dict(Effect="Deny", Principal="*", Action="s3:*", Resource=arn)
without_tls = {**deny, "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
policy = lambda *statements: s3.put_bucket_policy(Bucket="tls-only", Policy=json.dumps({"Version": "2012-10-17", "Statement": statements}))
policy(without_tls)
s3.put_object(Bucket="tls-only", Key="a", Body=b"kept")
trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}]}
iam.create_role(RoleName="writer", AssumeRolePolicyDocument=json.dumps(trust))
allow = dict(Effect="Allow", Action="s3:PutObject", Resource=arn)
iam.put_role_policy(RoleName="writer", PolicyName="write", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [allow]}))
given = client("sts").assume_role(RoleArn="arn:aws:iam::123456789012:role/writer", RoleSessionName="me")["Credentials"]
keys = dict(aws_access_key_id=given["AccessKeyId"], aws_secret_access_key=given["SecretAccessKey"], aws_session_token=given["SessionToken"])
writer = client("s3", **keys)
writer.put_object(Bucket="tls-only", Key="b", Body=b"by the writer")
policy(without_tls, {**deny, "Action": "s3:PutObject"})
print(json.dumps({
  "held": s3.get_object(Bucket="tls-only", Key="b")["Body"].read().decode(),
  "denied": code_of(lambda: writer.put_object(Bucket="tls-only", Key="c", Body=b"")),
}))`,
    );
    expect(seen.held).toBe("by the writer");
    expect(seen.denied).toMatch(/^AccessDenied/);
  });
});

describe("a bucket with versions", () => {
  it("can be emptied of an object that was deleted", async () => {
    const seen = await boto3<{ errors: number; left: number }>(
      cloud.endpoint,
      `
s3 = client("s3")
s3.create_bucket(Bucket="versions")
s3.put_bucket_versioning(Bucket="versions", VersioningConfiguration={"Status": "Enabled"})
s3.put_object(Bucket="versions", Key="a", Body=b"")
s3.delete_object(Bucket="versions", Key="a")
found = s3.list_object_versions(Bucket="versions")
def delete(kind):
  which = [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in found[kind]]
  return s3.delete_objects(Bucket="versions", Delete={"Objects": which}).get("Errors", [])
errors = delete("Versions") + delete("DeleteMarkers")
left = s3.list_object_versions(Bucket="versions")
s3.delete_bucket(Bucket="versions")
print(json.dumps({"errors": len(errors), "left": len(left.get("Versions", []) + left.get("DeleteMarkers", []))}))`,
    );
    expect(seen).toEqual({ errors: 0, left: 0 });
  });
});

describe("a named query of Athena", () => {
  it("is kept until it is deleted, and then said to be gone", async () => {
    const seen = await boto3<{ text: string; gone: string; again: string }>(
      cloud.endpoint,
      `
athena = client("athena")
query = athena.create_named_query(Name="history", Database="audit", QueryString="SELECT 1")["NamedQueryId"]
text = athena.get_named_query(NamedQueryId=query)["NamedQuery"]["QueryString"]
athena.delete_named_query(NamedQueryId=query)
print(json.dumps({
  "text": text,
  "gone": code_of(lambda: athena.get_named_query(NamedQueryId=query)),
  "again": code_of(lambda: athena.delete_named_query(NamedQueryId=query)),
}))`,
    );
    expect(seen.text).toBe("SELECT 1");
    expect(seen.gone).toMatch(/^InvalidRequestException/);
    expect(seen.again).toMatch(/^InvalidRequestException/);
  });
});

describe("an operation that moto has no code for", () => {
  it("is refused in one line and not tried again", async () => {
    const seen = await boto3<string>(
      cloud.endpoint,
      `print(json.dumps(code_of(lambda: client("appconfig").list_applications())))`,
    );
    expect(seen).toMatch(
      /^ValidationException: .* is not run by the local cloud: moto has no code/,
    );
    const state = await fetch(`${cloud.endpoint}/_spillway/state`);
    const { notServed } = statusDocument.parse(await state.json());
    expect(notServed).toMatchObject([{ what: expect.stringContaining("appconfig"), count: 1 }]);
  });
});

describe("CloudWatch", () => {
  it("has metrics of every queue that a message was sent to", async () => {
    const queues = Array.from({ length: 15 }, (_, index) => `measured-${index}`);
    await boto3(
      cloud.endpoint,
      `
sqs = client("sqs")
for name in ${JSON.stringify(queues)}:
    sqs.send_message(QueueUrl=sqs.create_queue(QueueName=name)["QueueUrl"], MessageBody="x")
done(None)`,
    );
    const cloudWatch = new CloudWatch(clientSettings(cloud.endpoint));
    for (const MetricName of ["ApproximateNumberOfMessagesVisible", "NumberOfMessagesSent"]) {
      await eventually(`${MetricName} of all queues`, async () => {
        const { Metrics: metrics = [] } = await cloudWatch.listMetrics({ MetricName });
        const named = metrics.map(({ Dimensions: [dimension] = [] }) => dimension?.Value);
        return queues.every((queue) => named.includes(queue)) ? true : undefined;
      });
    }
  });

  it("takes what an SDK compresses, and answers for a metric by its namespace and dimensions", async () => {
    const seen = await boto3<Record<string, number[]>>(
      cloud.endpoint,
      `
from datetime import datetime, timedelta, timezone
cloudwatch = client("cloudwatch")
now = datetime.now(timezone.utc)
data = [{"MetricName": "seen", "Value": number, "Timestamp": now, "Dimensions": [{"Name": "page", "Value": "x" * 90 + str(number)}]} for number in range(400)]
cloudwatch.put_metric_data(Namespace="Shop", MetricData=data)
cloudwatch.put_metric_data(Namespace="Shop", MetricData=[{"MetricName": "seen", "Value": 1}])
cloudwatch.put_metric_data(Namespace="Other", MetricData=[{**data[7], "Value": 1000}])
cloudwatch.put_metric_data(Namespace="Shop", MetricData=[{"MetricName": "old", "Value": 1, "Timestamp": now - timedelta(hours=4, seconds=second)} for second in range(1000)])
def sums(name, dimensions, period):
    asked = {"Namespace": "Shop", "MetricName": name, "Dimensions": dimensions}
    query = {"Id": "m", "MetricStat": {"Metric": asked, "Period": period, "Stat": "Sum"}}
    return cloudwatch.get_metric_data(StartTime=now - timedelta(hours=5), EndTime=now + timedelta(minutes=1), MetricDataQueries=[query])["MetricDataResults"][0]["Values"]
print(json.dumps({"seventh": sums("seen", data[7]["Dimensions"], 60), "bare": sums("seen", [], 60), "old": sums("old", [], 1)}))`,
    );
    expect(seen.seventh).toEqual([7]);
    expect(seen.bare).toEqual([1]);
    // After three hours, seconds have become minutes, as in CloudWatch.
    expect(seen.old?.reduce((sum, value) => sum + value, 0)).toBe(1_000);
    expect(seen.old?.length).toBeLessThan(20);
  });
});

describe("SQS", () => {
  it("moves messages back from a dead-letter queue, each to where it came from", async () => {
    const seen = await boto3<{ back: Record<string, string[]>; errors: string[]; listed: object }>(
      cloud.endpoint,
      `
import time
sqs = client("sqs")
def arn(name):
    return "arn:aws:sqs:us-east-1:123456789012:" + name
def create(name, **attributes):
    return sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
dead = create("moved-dead")
redrive = json.dumps({"deadLetterTargetArn": arn("moved-dead"), "maxReceiveCount": 1})
sources = {name: create(name, RedrivePolicy=redrive, VisibilityTimeout="0") for name in ["moved-a", "moved-b"]}
for name, url in sources.items():
    sqs.send_message(QueueUrl=url, MessageBody="from " + name, MessageAttributes={"kind": {"DataType": "String", "StringValue": name}})
    sqs.receive_message(QueueUrl=url)
    sqs.receive_message(QueueUrl=url)
def bodies(url):
    return [m["Body"] + " " + m["MessageAttributes"]["kind"]["StringValue"] for m in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0, MessageAttributeNames=["All"]).get("Messages", [])]
started = sqs.start_message_move_task(SourceArn=arn("moved-dead"))
def task():
    return sqs.list_message_move_tasks(SourceArn=arn("moved-dead"))["Results"][0]
limit = time.time() + 20
while task()["Status"] == "RUNNING" and time.time() < limit:
    time.sleep(0.05)
listed = task()
del listed["StartedTimestamp"]
back = {name: bodies(url) for name, url in sources.items()}
sqs.send_message(QueueUrl=dead, MessageBody="sent here")
sqs.send_message(QueueUrl=dead, MessageBody="sent here")
slow = sqs.start_message_move_task(SourceArn=arn("moved-dead"), DestinationArn=arn("moved-a"), MaxNumberOfMessagesPerSecond=1)["TaskHandle"]
errors = [
    code_of(lambda: sqs.start_message_move_task(SourceArn=arn("moved-dead"))),
    code_of(lambda: sqs.start_message_move_task(SourceArn=arn("moved-a"))),
    code_of(lambda: sqs.start_message_move_task(SourceArn=arn("nobody"))),
    code_of(lambda: sqs.start_message_move_task(SourceArn=arn("moved-dead"), DestinationArn=arn("nobody"))),
    code_of(lambda: sqs.cancel_message_move_task(TaskHandle="foobar")),
    code_of(lambda: sqs.cancel_message_move_task(TaskHandle=started["TaskHandle"])),
]
sqs.cancel_message_move_task(TaskHandle=slow)
errors.append(task()["Status"])
print(json.dumps({"back": back, "errors": errors, "listed": listed}))`,
    );
    expect(seen.back).toEqual({
      "moved-a": ["from moved-a moved-a"],
      "moved-b": ["from moved-b moved-b"],
    });
    expect(seen.listed).toEqual({
      Status: "COMPLETED",
      SourceArn: "arn:aws:sqs:us-east-1:123456789012:moved-dead",
      ApproximateNumberOfMessagesMoved: 2,
      ApproximateNumberOfMessagesToMove: 2,
    });
    expect(seen.errors).toEqual([
      "InvalidParameterValue: There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
      "InvalidParameterValue: Source queue must be configured as a Dead Letter Queue.",
      "ResourceNotFoundException: The resource that you specified for the SourceArn parameter doesn't exist.",
      "ResourceNotFoundException: The resource that you specified for the DestinationArn parameter doesn't exist.",
      "InvalidParameterValue: Value for parameter TaskHandle is invalid.",
      "InvalidParameterValue: Only active tasks can be cancelled.",
      "CANCELLED",
    ]);
  });

  it("holds messages and attributes to SQS's limits, and FIFO queues to their promises", async () => {
    const seen = await boto3<Record<string, unknown>>(
      cloud.endpoint,
      `
sqs = client("sqs")
url = sqs.create_queue(QueueName="limits", Attributes={"MaximumMessageSize": "2000"})["QueueUrl"]
def send(body, **more):
    return code_of(lambda: sqs.send_message(QueueUrl=url, MessageBody=body, **more))
attribute = {"kind": {"DataType": "String", "StringValue": "v" * 1000}}
fifo = sqs.create_queue(QueueName="promises.fifo", Attributes={"FifoQueue": "true", "DeduplicationScope": "messageGroup", "FifoThroughputLimit": "perMessageGroupId"})["QueueUrl"]
def ordered(group, id):
    return sqs.send_message(QueueUrl=fifo, MessageBody="x", MessageGroupId=group, MessageDeduplicationId=id)
first, again, other = ordered("a", "1"), ordered("a", "1"), ordered("b", "1")
received = sqs.receive_message(QueueUrl=fifo, MaxNumberOfMessages=10)["Messages"]
for message in received:
    sqs.delete_message(QueueUrl=fifo, ReceiptHandle=message["ReceiptHandle"])
late = ordered("a", "1")
print(json.dumps({
  "text": [send("x" * 2001), send(chr(233) * 1001), send("x" * 1500, MessageAttributes=attribute), send("x" * 900, MessageAttributes=attribute)],
  "content": [send(""), send("a" + chr(0) + "b")],
  "wait": code_of(lambda: sqs.receive_message(QueueUrl=url, WaitTimeSeconds=21)),
  "attributes": [code_of(lambda: sqs.set_queue_attributes(QueueUrl=url, Attributes=one)) for one in [{"VisibilityTimeout": "43201"}, {"DelaySeconds": "-1"}, {"Colour": "blue"}]],
  "created": sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["CreatedTimestamp"])["Attributes"]["CreatedTimestamp"],
  "same": [again["MessageId"] == first["MessageId"], late["MessageId"] == first["MessageId"], other["MessageId"] == first["MessageId"]],
  "received": len(received),
  "rising": int(first["SequenceNumber"]) < int(other["SequenceNumber"]),
  "left": "Messages" in sqs.receive_message(QueueUrl=fifo),
}))`,
    );
    const tooLong =
      "InvalidParameterValue: One or more parameters are invalid. Reason: Message must be shorter than 2000 bytes.";
    expect(seen).toMatchObject({
      text: [tooLong, tooLong, tooLong, null],
      content: [
        "MissingParameter: The request must contain the parameter MessageBody.",
        expect.stringMatching(/^InvalidMessageContents: Invalid binary character '#x0'/),
      ],
      wait: expect.stringMatching(/^InvalidParameterValue: .*WaitTimeSeconds/),
      attributes: [
        "InvalidAttributeValue: Invalid value for the parameter VisibilityTimeout.",
        "InvalidAttributeValue: Invalid value for the parameter DelaySeconds.",
        "InvalidAttributeName: Unknown Attribute Colour.",
      ],
      created: expect.stringMatching(/^\d+$/),
      same: [true, true, false],
      received: 2,
      rising: true,
      left: false,
    });
  });
});
