import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { nodePackages } from "../../src/lambda-host/runtimes/node-packages.ts";

it("has the clients that most functions use, what they are made of, and nothing else", () => {
  const root = mkdtempSync(path.join(tmpdir(), "node-packages-"));
  const folder = nodePackages(root);
  expect(nodePackages(root)).toBe(folder);
  expect(readdirSync(folder)).toEqual(["@aws-sdk", "@smithy"]);
  const missing = [
    ...["cloudwatch", "cloudwatch-logs", "dynamodb", "dynamodb-streams", "eventbridge", "iam"],
    ...["kinesis", "kms", "lambda", "s3", "scheduler", "secrets-manager", "sfn", "sns", "sqs"],
    ...["ssm", "sts"],
  ]
    .map((name) => `client-${name}`)
    .concat("lib-dynamodb", "lib-storage", "util-dynamodb", "s3-request-presigner")
    .filter((name) => !existsSync(path.join(folder, "@aws-sdk", name, "package.json")));
  rmSync(root, { recursive: true });
  expect(missing).toEqual([]);
});
