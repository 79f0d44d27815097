import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { PurgeQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runScript } from "../run-script.ts";
import { exercisesOf } from "./least-privilege/exercises.ts";
import { accessOf, takeEachAway } from "./least-privilege/take-away.ts";
import { sharedCloud } from "./shared-cloud.ts";

const { endpoint, outputs } = sharedCloud();
const exercises = exercisesOf(outputs);

const options = {
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
};
const cloud = {
  endpoint,
  dynamodb: new DynamoDBClient(options),
  iam: new IAMClient(options),
  lambda: new LambdaClient(options),
  logs: new CloudWatchLogsClient(options),
  s3: new S3Client({ ...options, forcePathStyle: true }),
  sqs: new SQSClient(options),
};

interface Report {
  readonly ok: boolean;
  readonly roles: readonly {
    readonly role: string;
    readonly permissions: readonly {
      readonly verdict: "used" | "excused" | "unused";
      readonly sid?: string;
      readonly action: string;
      readonly resource: string;
    }[];
  }[];
}

let report: Report;

// Before anything is taken away, and after what the files before this one have done.
beforeAll(async () => {
  const { stdout } = await runScript(
    "spillway",
    "access",
    "report",
    "--endpoint",
    endpoint,
    "--json",
  );
  report = JSON.parse(stdout) as Report;
});

afterAll(async () => {
  for (const { queueUrl } of exercises) {
    if (queueUrl !== undefined) await cloud.sqs.send(new PurgeQueueCommand({ QueueUrl: queueUrl }));
  }
});

describe("least privilege", () => {
  it("has no permission that was never used, but for those listed with their reason", () => {
    const unused = report.roles.flatMap(({ role, permissions }) =>
      permissions
        .filter(({ verdict }) => verdict === "unused")
        .map(({ sid, action, resource }) => `${role}, ${sid}: ${action} on ${resource}`),
    );
    expect(unused).toEqual([]);
  });

  it("refused nothing while everything worked", () => {
    expect(report).toMatchObject({ refused: [], ok: true });
  });

  it("knows how to make every function work", async () => {
    const { principals } = await accessOf(endpoint);
    expect(principals.flatMap(({ functions }) => functions).toSorted()).toEqual(
      exercises.map(({ functionName }) => functionName).toSorted(),
    );
  });

  it("misses every statement that is taken away, and says so in AWS's words", async () => {
    const { principals } = await accessOf(endpoint);
    const findings = await Promise.all(
      exercises.map((exercise) => {
        const principal = principals.find(({ functions }) =>
          functions.includes(exercise.functionName),
        );
        if (principal === undefined) return [`${exercise.functionName} has no role`];
        return takeEachAway(cloud, principal, exercise, isExcused);
      }),
    );
    expect(findings.flat()).toEqual([]);
  });
});

/** Whether all that a statement grants may stay unused, by the list of reasons. */
function isExcused(role: string, { Sid }: { readonly Sid?: string }): boolean {
  const granted = report.roles.find((one) => one.role === role)?.permissions ?? [];
  const ofStatement = granted.filter(({ sid }) => sid === Sid);
  return ofStatement.length > 0 && ofStatement.every(({ verdict }) => verdict === "excused");
}
