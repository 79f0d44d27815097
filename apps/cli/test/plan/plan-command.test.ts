import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runHere } from "../run-here.ts";
import { planFolder } from "./plan-folder.ts";

const folder = planFolder();

async function planOf(...args: readonly string[]) {
  const { code, stdout, stderr } = await runHere(["plan", ...args, "--json"]);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
}

const RATE = ["--items", "600", "--per-second", "10", "--size", "700B"];

describe("a load", () => {
  it("is a rate, to the last item", async () => {
    const { workload, table } = await planOf(...RATE);
    expect(workload).toMatchObject({
      kind: "traffic",
      writes: 600,
      seconds: 60,
      item: { bytes: 700 },
    });
    expect(table.source).toContain("taken for granted");
  });

  it("is items that are all there from the start", async () => {
    const { workload } = await planOf("--items", "10M", "--size", "1.5KB");
    expect(workload).toMatchObject({
      ...{ kind: "bulk", writes: 10_000_000 },
      item: { bytes: 1_536, writeUnits: 2 },
    });
  });

  it("is a shape by name, of which a part are reads", async () => {
    const { workload } = await planOf(
      ...["--pattern", "black-friday 1000 -> 100000", "--read-share", "80%"],
      ...["--strategies", "on-demand"],
    );
    expect(workload).toMatchObject({ name: "black-friday 1000 → 100000", seconds: 30 * 86_400 });
    expect(workload.peakWritesPerSecond).toBeCloseTo(20_000, 6);
    expect(workload.reads / workload.writes).toBeCloseTo(4, 6);
  });

  it("has hot keys that are named, and says over how many each is to be spread", async () => {
    const { hotKeys } = await planOf(
      ...["--items", "12k", "--per-second", "4k", "--size", "1KB", "--strategies", "on-demand"],
      ...["--hot-key", "USER#2=10%", "--hot-key", "USER#1=60%"],
    );
    expect(hotKeys).toMatchObject([
      { key: "USER#1", share: 0.6, peakUnits: 2_400, shards: 3 },
      { key: "USER#2", share: 0.1, peakUnits: 400, shards: 1 },
    ]);
  });

  it("is a pattern of units", async () => {
    const file = await folder.file("mine.csv", "time,units\n0,600\n60,1200\n");
    const { workload } = await planOf("--pattern", file, "--strategies", "on-demand");
    expect(workload).toMatchObject({ name: file, writes: 1_800, peakWritesPerSecond: 20 });
  });

  it("is a file that is measured: sizes, entries of a sparse index, hot keys", async () => {
    const lines = Array.from({ length: 200 }, (_, id) => {
      const email = id % 2 === 0 ? `${id}@example.com` : "";
      return `${id < 50 ? "busy" : `user-${id}`},${id},${email}`;
    });
    const file = await folder.file("users.csv", ["pk,sk,email", ...lines, ""].join("\n"));
    const { workload, hotKeys } = await planOf(
      ...[file, "--key", "pk:S,sk:N", "--index", "byEmail:email", "--capacity", "5"],
    );
    expect(workload).toMatchObject({
      ...{ kind: "bulk", writes: 200 },
      item: { writeUnits: 1, indexWriteUnits: { byEmail: 0.5 } },
    });
    expect(workload.item.bytes).toBeLessThan(60);
    expect(hotKeys[0]).toMatchObject({ key: "busy", share: 0.25, shards: 1 });
  });

  it("is told of in words that fit one record, one size and a small rate", async () => {
    const file = await folder.file("two.jsonl", '{"pk":"a"}\n{"pk":""}\n{"pk":"b"}\n');
    const { workload } = await planOf(file, "--key", "pk");
    expect(workload.sources[0]).toMatch(/: 3 records, items of 3 bytes$/);
    expect(workload.sources[1]).toMatch(/^1 record is left out: /);
    const { stdout } = await runHere([
      "plan",
      "--per-second",
      "0.001",
      "--size",
      "1KB",
      "--days",
      "1",
      "--strategies",
      "on-demand",
    ]);
    expect(stdout).toMatch(/on demand +0 +0\.001 +none/);
    expect(stdout).toContain("0.001 writes a second for 1 day into");
  });

  it("is refused where the table can take none of the file", async () => {
    const file = await folder.file("none.jsonl", '{"pk":""}\n{"pk":5}\n');
    const { code, stderr } = await runHere(["plan", file, "--key", "pk"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: expected records in .*none.jsonl .*; came 2 others: .*\n$/);
  });
});

describe("a table", () => {
  it("is one of Terraform's plan", async () => {
    const root = new URL(
      "../../../../packages/planner/test/table/plans/root.json",
      import.meta.url,
    );
    const file = await folder.file("plan.json", readFileSync(root, "utf8"));
    const { table } = await planOf(
      ...[...RATE, "--table-from-plan", file, "--table", "spillway-local-entities"],
    );
    expect(table.source).toBe(
      `module.scaling[0].module.entities[0].aws_dynamodb_table.this in ${file}`,
    );
  });
});

describe("the help", () => {
  it("begins with three questions and their commands, and says what everything is", async () => {
    const { code, stdout } = await runHere(["plan", "--help"]);
    expect(code).toBe(0);
    const [first, second, third] = stdout.split("\n");
    expect(first).toMatch(/^What will throttle\? +spillway plan /);
    expect(second).toMatch(/^How long does it take\? +spillway plan /);
    expect(third).toMatch(/^What does it cost\? +spillway plan /);
    for (const word of ["spillover", "scaler-predicting", "import", "unit-hours", "Exit codes"]) {
      expect(stdout).toContain(word);
    }
  });
});
