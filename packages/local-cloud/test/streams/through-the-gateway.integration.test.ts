import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalCloud, startLocalCloud } from "../../src/index.ts";
import { boto3 } from "../boto3.ts";
import { STREAM_PREAMBLE } from "./stream-preamble.ts";

let stateDir: string;
let cloud: LocalCloud;

beforeAll(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), "local-cloud-gateway-streams-"));
  cloud = await startLocalCloud({ port: 17_166, stateDir, burstSeconds: 1 });
});

afterAll(async () => {
  await cloud.close();
  rmSync(stateDir, { recursive: true });
});

const script = <T>(text: string) => boto3<T>(cloud.endpoint, STREAM_PREAMBLE + text);

describe("a role", () => {
  it("reads the streams that its policy names, and no others", async () => {
    const seen = await script<{ allowed: number; listed: string; denied: string[] }>(`
arn, other = create("own"), create("other")
put("own", "a")
put("other", "a")
iam = client("iam")
trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
iam.create_role(RoleName="reader", AssumeRolePolicyDocument=json.dumps(trust))
reading = ["dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream"]
iam.put_role_policy(RoleName="reader", PolicyName="read", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": reading, "Resource": arn},
    {"Effect": "Allow", "Action": "dynamodb:ListStreams", "Resource": "arn:aws:dynamodb:*:*:table/own/stream/*"},
]}))
given = client("sts").assume_role(RoleArn="arn:aws:iam::123456789012:role/reader", RoleSessionName="me")["Credentials"]
free, keys = streams, dict(aws_access_key_id=given["AccessKeyId"], aws_secret_access_key=given["SecretAccessKey"], aws_session_token=given["SessionToken"])
shard = describe(other)["Shards"][0]
place = iterator(other, shard)
streams = client("dynamodbstreams", **keys)
done({
    "allowed": len(records(arn)),
    "listed": streams.list_streams(TableName="own")["Streams"][0]["StreamArn"] == arn,
    "denied": [code_of(call) for call in (
        lambda: describe(other),
        lambda: iterator(other, shard),
        lambda: streams.get_records(ShardIterator=place),
        lambda: streams.list_streams(TableName="other"),
        lambda: client("dynamodb", **keys).get_item(TableName="own", Key={"p": {"S": "a"}}),
    )],
})`);
    expect(seen).toMatchObject({ allowed: 1, listed: true });
    for (const [place, action] of [
      "DescribeStream",
      "GetShardIterator",
      "GetRecords",
      "ListStreams",
      "GetItem",
    ].entries()) {
      expect(seen.denied[place]).toMatch(/^AccessDeniedException: .*reader/);
      expect(seen.denied[place]).toContain(`dynamodb:${action} on resource: arn:aws:dynamodb:`);
    }
  });
});

describe("reading a stream", () => {
  it("takes nothing of the table's capacity", async () => {
    const found = await script<number[]>(`
arn = create("narrow", BillingMode="PROVISIONED", ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1})
put("narrow", "a", text={"S": "x" * 900})
[shard] = describe(arn)["Shards"]
place = iterator(arn, shard)
done([len(streams.get_records(ShardIterator=place)["Records"]) for _ in range(100)])`);
    expect(new Set(found)).toEqual(new Set([1]));
  });
});

describe("an object that is to be made only if there is none", () => {
  it("is made once, whoever else wants to at the same time, and all others are told 412", async () => {
    const seen = await script<{
      again: unknown[];
      made: number[];
      body: string;
      versions: number;
    }>(`
from concurrent.futures import ThreadPoolExecutor
s3 = client("s3", config={"max_pool_connections": 16})
s3.create_bucket(Bucket="once")
s3.put_bucket_versioning(Bucket="once", VersioningConfiguration={"Status": "Enabled"})
def make(key, body):
    return s3.put_object(Bucket="once", Key=key, Body=body, IfNoneMatch="*")
make("a", b"first")
again = error_of(make, "a", b"second")
def tried(n):
    return [code_of(lambda: make(f"many-{n % 20}", str(n).encode() * 2000))]
with ThreadPoolExecutor(16) as pool:
    answers = list(pool.map(tried, range(320)))
made = [len([1 for n, [code] in enumerate(answers) if n % 20 == key and code is None]) for key in range(20)]
s3.delete_object(Bucket="once", Key="a")
make("a", b"third")
done({
    "again": again[:2],
    "made": made,
    "body": s3.get_object(Bucket="once", Key="a")["Body"].read().decode(),
    "versions": len(s3.list_object_versions(Bucket="once", Prefix="many-")["Versions"]),
})`);
    expect(seen).toEqual({
      again: [412, "PreconditionFailed"],
      made: Array(20).fill(1),
      body: "third",
      versions: 20,
    });
  });
});
