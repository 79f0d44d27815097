import { randomUUID } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { endOf } from "../../features/jobs/job.ts";
import { outputsFile } from "../demo-environment.ts";
import { leftIn } from "../leftovers.ts";
import { root, runScript } from "../run-script.ts";
import { clientOf } from "./least-privilege/jobs-exercises.ts";
import { sharedCloud } from "./shared-cloud.ts";

const { aws, endpoint, outputs } = sharedCloud();
const processesFolder = join(root, ".spillway/local-cloud/processes");

describe("deploying again", () => {
  it("plans no change", async () => {
    const planned = await runScript("deploy.sh", "local", "--plan");
    expect(planned.code, planned.stderr).toBe(0);
    expect(planned.stdout).toMatch(/No changes\. Your infrastructure matches the configuration\./);
  });
});

describe("a job for a table that is gone", () => {
  it("fails within seconds, and says so", async () => {
    const { default_table_name: table } = outputs.jobs.value;
    await aws(["dynamodb", "delete-table", "--table-name", table]);
    const client = clientOf(outputs.jobs.value);
    const { id } = await client.submit({ table, records: [{ pk: "a", sk: "b" }] }, randomUUID());
    const job = await endOf(client, id);
    expect(job).toMatchObject({ state: "failed", reason: { code: "TABLE_NOT_FOUND" } });
    expect(job.reason?.message).toContain(table);
    // What passes by itself is waited for, for minutes; this is not.
  }, 180_000);
});

describe("destroying", () => {
  it("asks first, and destroys nothing without an answer", async () => {
    const tables = () => aws<{ TableNames: string[] }>(["dynamodb", "list-tables"]);
    const before = await tables();
    expect(before.TableNames.length).toBeGreaterThan(0);
    const refused = await runScript("destroy.sh", "local");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/nothing was destroyed/);
    expect(await tables()).toEqual(before);
  });

  it("leaves nothing in the local cloud", async () => {
    const destroyed = await runScript("destroy.sh", "local", "--yes", "--keep-local-cloud");
    expect(destroyed.code, destroyed.stderr).toBe(0);
    expect(await leftIn(aws)).toEqual([]);
  }, 300_000);

  it("stops the local cloud and everything that it started", async () => {
    const pids = readdirSync(processesFolder).map(Number);
    expect(pids.length).toBeGreaterThan(0);
    const stopped = await runScript("destroy.sh", "local", "--yes");
    expect(stopped.code, stopped.stderr).toBe(0);
    await expect(fetch(endpoint)).rejects.toThrow();
    expect(pids.filter(isRunning)).toEqual([]);
    expect(existsSync(outputsFile)).toBe(false);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
