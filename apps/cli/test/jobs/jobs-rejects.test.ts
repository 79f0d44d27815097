import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runHere } from "../run-here.ts";
import { startApi } from "./api-server.ts";

const ID = "019ac0de-0000-7000-8000-000000000000";

let api: Awaited<ReturnType<typeof startApi>>;
let folder: string;
beforeEach(async () => {
  api = await startApi();
  folder = await mkdtemp(join(tmpdir(), "jobs-"));
});
afterEach(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

const jobs = (...args: string[]) => runHere(["jobs", ...args, ...api.options]);
const submit = () => jobs("submit", "s3://exports/k.csv", "--table", "users");

describe("spillway jobs rejects", () => {
  const rejects = [1, 2].map((chunk) => ({ key: `jobs/${ID}/rejects/${chunk}`, bytes: 8 }));
  const save = (out: string) => jobs("rejects", ID, "--out", out);

  beforeEach(async () => {
    await submit();
    const job = api.jobs.jobs.get(ID);
    if (job !== undefined) api.jobs.jobs.set(ID, { ...job, rejects });
  });

  it("saves all of them in one file, once", async () => {
    api.objects.set(`ingest/${rejects[0]?.key}`, Buffer.from('{"a":1}'));
    api.objects.set(`ingest/${rejects[1]?.key}`, Buffer.from('{"b":1}\n{"c":1}\n'));
    const out = join(folder, "bad.jsonl");
    expect(await save(out)).toMatchObject({ code: 0, stdout: `3 records in ${out}\n` });
    expect(await readFile(out, "utf8")).toBe('{"a":1}\n{"b":1}\n{"c":1}\n');
    const again = await save(out);
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining("holds something") });
  });

  it("leaves no file where it could not be saved whole", async () => {
    api.objects.set(`ingest/${rejects[0]?.key}`, Buffer.from('{"a":1}\n'));
    const out = join(folder, "bad.jsonl");
    expect(await save(out)).toMatchObject({
      ...{ code: 3, stderr: expect.stringContaining("error: S3 did not give the file: NoSuchKey") },
    });
    await expect(readFile(out)).rejects.toMatchObject({ code: "ENOENT" });
    await expect(readFile(`${out}.part`)).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("makes no file of none", async () => {
    await submit();
    const other = ID.replace(/0$/, "1");
    const { code, stdout } = await jobs("rejects", other, "--json");
    expect(JSON.parse(stdout)).toEqual({ file: null, files: 0, lines: 0, bytes: 0 });
    expect(code).toBe(0);
  });
});
