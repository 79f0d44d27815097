import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type LocalCloud, startLocalCloud } from "@spillway/local-cloud";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planTfvars } from "../../src/index.ts";
import { plansByStrategy } from "./plans-by-strategy.ts";

// What `spillway plan --tfvars` writes, planned by Terraform with the real provider at a local cloud.
const ROOT = fileURLToPath(new URL("../../../../terraform", import.meta.url));
const APPS = [
  ...["direct-writer", "queue-producer", "queue-consumer", "stream-processor"],
  ...["ingest-api", "ingest-worker", "throughput-scaler"],
];

let folder: string;
let root: string;
let cloud: LocalCloud;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "planned-values-"));
  root = path.join(folder, "terraform");
  // Without what a deployment left there: its state, its workspace.
  const isSource = (file: string) => !/\.terraform$|terraform\.tfstate/.test(file);
  cpSync(ROOT, root, { recursive: true, filter: isSource });
  cloud = await startLocalCloud(
    { port: 19_572, stateDir: path.join(folder, "cloud") },
    () => undefined,
  );
  const made = await terraform("init", "-input=false", "-backend=false");
  expect(made.code, made.stderr).toBe(0);
}, 600_000);

afterAll(async () => {
  await cloud?.close();
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function terraform(command: string, ...more: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const env = {
      ...process.env,
      ...{ TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1", TF_DATA_DIR: path.join(folder, "data") },
      // Memory for time: garbage is collected less often.
      GOGC: "400",
      ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
      TF_VAR_endpoint_url: cloud.endpoint,
      // Functions are not built for this: any file does for a plan.
      TF_VAR_zips: JSON.stringify(Object.fromEntries(APPS.map((app) => [app, "versions.tf"]))),
    };
    const args = [`-chdir=${root}`, command, "-no-color", ...more];
    const child = execFile("terraform", args, { env, maxBuffer: 2 ** 26 }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

/**
 * Each kind of values once, for each is minutes of a busy machine: a table by itself, with a target, with the
 * scaler, and with a queue. Fixed is as the second without a target, a maximum as the first with one more value,
 * spillover as buffered, and of a table that is there only the features are written.
 */
const CASES = [
  { key: "on-demand", exists: false },
  { key: "auto-scaling", exists: false },
  { key: "scaler-predicting", exists: false },
  { key: "buffered", exists: false },
] as const;

describe("the values that a plan recommends", () => {
  it.each(CASES)(
    "pass terraform plan where $key is recommended (table there: $exists)",
    async ({ key, exists }) => {
      const plan = plansByStrategy(exists).get(key);
      if (plan === undefined) throw new Error(`expected a plan for ${key}`);
      const file = path.join(folder, `${key}.tfvars`);
      const text = planTfvars(plan);
      writeFileSync(file, text);
      const formatted = await terraform("fmt", "-check", file);
      expect(formatted.code, `${text}\n${formatted.stdout}`).toBe(0);
      const planned = await terraform("plan", "-input=false", "-lock=false", `-var-file=${file}`);
      expect(planned.code, `${planned.stderr}\n${text}`).toBe(0);
      expect(planned.stdout).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy/);
      const makesTable = planned.stdout.includes("# module.table[0].module.");
      expect(makesTable).toBe(text.includes('"table"]'));
    },
    // The root has all features, and a plan of it takes a busy machine minutes.
    600_000,
  );
});
