import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runSpillway } from "../run-spillway.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "spillway-transform-"));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

test("what a transform prints is not in the report, and what it throws beside the records is said in a line", async () => {
  const text =
    'console.log("printed"); Promise.reject(new Error("late")); await new Promise((r) => setTimeout(r, 5_000)); export default (r) => r;';
  await writeFile(join(cwd, "t.mjs"), text);
  const args = ["load", "a.jsonl", "-t", "T", "--transform", "t.mjs", "--json"];
  const { code, stdout, stderr } = await runSpillway(args, { cwd });
  expect(stdout).toBe("");
  expect(stderr).toContain(
    "printed\nerror: thrown beside the records, most likely by the transform: late\n",
  );
  expect(stderr).not.toContain("    at ");
  expect(code).toBe(1);
});
