import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalCloud, startLocalCloud } from "../src/index.ts";
import { boto3 } from "./boto3.ts";

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
