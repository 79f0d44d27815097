import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalCloud, startLocalCloud } from "../src/index.ts";
import { boto3 } from "./boto3.ts";
import { zipped } from "./deploy.ts";

// What the public modules for DynamoDB, SQS, Lambda, SNS, EventBridge and S3 make in their complete form. Most of
// its time the provider waits: 25 s after each change of a queue, a minute after a lifecycle.
const ROOT = fileURLToPath(new URL("./terraform", import.meta.url));

let folder: string;
let cloud: LocalCloud;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "public-modules-"));
  // Terraform writes beside its root: into a copy.
  cpSync(ROOT, path.join(folder, "root"), { recursive: true });
  writeFileSync(
    path.join(folder, "package.zip"),
    zipped("export const handler = async (event) => event;"),
  );
  cloud = await startLocalCloud(
    { port: 19_566, stateDir: path.join(folder, "cloud") },
    // A schedule fires before its role has its policy: whoever deploys so is told, here as on AWS.
    () => undefined,
  );
});

afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true });
});

/** Runs Terraform on a copy of the root. */
function terraform(
  command: string,
  ...more: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const env = {
      ...process.env,
      TF_IN_AUTOMATION: "1",
      CHECKPOINT_DISABLE: "1",
      TF_VAR_endpoint_url: cloud.endpoint,
      TF_VAR_package: path.join(folder, "package.zip"),
    };
    const args = [
      `-chdir=${path.join(folder, "root")}`,
      command,
      "-input=false",
      "-no-color",
      ...more,
    ];
    const child = execFile(
      "terraform",
      args,
      { env, maxBuffer: 2 ** 26 },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

const leftovers = `
calls = {
  "buckets": lambda: client("s3").list_buckets()["Buckets"],
  "functions": lambda: client("lambda").list_functions()["Functions"],
  "layers": lambda: client("lambda").list_layers()["Layers"],
  "mappings": lambda: client("lambda").list_event_source_mappings()["EventSourceMappings"],
  "policies": lambda: client("iam").list_policies(Scope="Local")["Policies"],
  "queues": lambda: client("sqs").list_queues().get("QueueUrls", []),
  "roles": lambda: client("iam").list_roles()["Roles"],
  "rules": lambda: client("events").list_rules()["Rules"],
  "schedules": lambda: client("scheduler").list_schedules()["Schedules"],
  "tables": lambda: client("dynamodb").list_tables()["TableNames"],
  "topics": lambda: client("sns").list_topics()["Topics"],
}
print(json.dumps({name: len(call()) for name, call in calls.items()}))`;

it("makes what public modules make, plans no change after it, and leaves nothing", async () => {
  const made = await terraform("init");
  expect(made.code, made.stderr).toBe(0);
  const applied = await terraform("apply", "-auto-approve", "-parallelism=40");
  expect(applied.code, applied.stderr).toBe(0);
  const counts = await boto3<Record<string, number>>(cloud.endpoint, leftovers);
  expect(Object.entries(counts).filter(([, count]) => count === 0)).toEqual([]);
  const planned = await terraform("plan", "-detailed-exitcode", "-parallelism=40");
  expect(planned.code, `${planned.stdout}\n${planned.stderr}`).toBe(0);
  const destroyed = await terraform(
    "destroy",
    "-auto-approve",
    "-refresh=false",
    "-parallelism=40",
  );
  expect(destroyed.code, destroyed.stderr).toBe(0);
  const left = await boto3<Record<string, number>>(cloud.endpoint, leftovers);
  expect(Object.entries(left).filter(([, count]) => count > 0)).toEqual([]);
}, 900_000);
