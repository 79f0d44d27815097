import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runHere } from "../run-here.ts";
import { runSpillway } from "../run-spillway.ts";
import { startApi } from "./api-server.ts";

const CSV = "id,name\n1,Ada\n2,Zoë\n3,Li\n";
const ID = "019ac0de-0000-7000-8000-000000000000";
const PK = "USER#{id}";

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
const submit = (...args: string[]) =>
  jobs("submit", "s3://exports/k.csv", "--table", "users", ...args);

describe("spillway jobs submit", () => {
  it("sends a file to S3, submits it, and waits for its end", async () => {
    const file = join(folder, "my users.csv");
    await writeFile(file, CSV);
    const templates = ["--pk", PK, "--sk", "PROFILE"];
    const { code, stdout } = await jobs("submit", file, "-t", "users", ...templates, "--wait");
    expect(stdout).toContain(`job ${ID} queued`);
    expect(stdout).toContain(`✔ job ${ID} succeeded`);
    expect(stdout).toContain("3 of 3 records written in 1.5 s, 2 records/s");
    expect(code).toBe(0);
    const [[request, submission] = []] = api.jobs.submitted;
    expect(request).toMatchObject({
      ...{ table: "users", keys: { pk: PK, sk: "PROFILE" }, strategy: "direct" },
      source: { bucket: "ingest", key: expect.stringMatching(/^uploads\/.*\/my_users\.csv$/) },
    });
    expect(submission).toMatchObject({ idempotency: { key: expect.any(String) } });
    expect(api.objects.get(`ingest/${request?.source?.key}`)?.toString()).toBe(CSV);
  });

  it.each([
    [
      ["s3://exports/a/k.csv", "--format", "csv", "--delimiter", "tab"],
      { source: { bucket: "exports", key: "a/k.csv", format: "csv", delimiter: "\t" } },
    ],
    [
      ["s3://exports/2026/", "--rate", "80%", "--strategy", "spillover", "--spill-after", "2m"],
      {
        source: { bucket: "exports", prefix: "2026/" },
        rate: "80%",
        strategy: "spillover",
        spillAfterSeconds: 120,
      },
    ],
    [
      ["s3://exports/k", "--rate", "500", "--ttl", "expires_at=1d", "--delete"],
      { rate: 500, ttl: { attribute: "expires_at", seconds: 86_400 }, deletes: true },
    ],
  ])("asks for what %j says", async ([source = "", ...options], request) => {
    const { code, stdout } = await jobs("submit", source, "-t", "users", ...options, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ id: ID, state: "queued" });
    expect(api.jobs.submitted[0]?.[0]).toMatchObject(request);
  });

  it("sends standard input with the request, each digit of it", async () => {
    const args = ["jobs", "submit", "-", "-t", "users", "--json", ...api.options];
    const run = (input: string) => runSpillway(args, { cwd: folder, input });
    expect((await run('{"id":1}\n\n{"id":"2"}')).code).toBe(0);
    expect(api.jobs.submitted[0]?.[0].records).toEqual([{ id: 1 }, { id: "2" }]);
    const { code, stderr } = await run('{"id":12345678901234567890}');
    expect(stderr).toMatch(/^error: the API refused .*records\/0\/id.*12345678901234567890/);
    expect(code).toBe(2);
  });

  it("does as it is told once: with the key that was given", async () => {
    await submit("--idempotency-key", "nightly");
    expect(api.jobs.submitted[0]?.[1]).toMatchObject({ idempotency: { key: "nightly" } });
  });

  it.each([
    ["no-such-file.csv", "was not found"],
    ["s3://bucket", "expected s3://bucket/key"],
    [tmpdir(), "expected a file"],
  ])("takes no source such as %s", async (source, message) => {
    const { code, stderr } = await jobs("submit", source, "-t", "users");
    expect(stderr).toContain(message);
    expect(code).toBe(2);
    expect(api.seen).toEqual([]);
  });
});

describe("spillway jobs wait, status, list, cancel", () => {
  it("ends with 1 where records were not written, and says which", async () => {
    const error = {
      code: "ITEM_TOO_LARGE",
      message: "expected 400 KB",
      position: { index: 1, line: 3 },
    };
    api.jobs.end = {
      ...{ state: "succeeded with rejects", rejects: [{ key: "r", bytes: 1 }] },
      report: { written: 2, rejected: 1, errors: [error] },
    };
    await submit();
    const { code, stdout } = await jobs("wait", ID);
    expect(code).toBe(1);
    expect(stdout).toContain("2 of 3 records written");
    expect(stdout).toContain("1 rejected: can't be written");
    expect(stdout).toContain("ITEM_TOO_LARGE line 3: expected 400 KB");
    expect(stdout).toContain(`spillway jobs rejects ${ID}`);
  });

  it("says why a job failed", async () => {
    const reason = {
      code: "TABLE_NOT_FOUND",
      message: "there is no table users",
      hint: "Deploy it.",
    };
    api.jobs.end = { state: "failed", reason };
    await submit();
    const { code, stdout } = await jobs("wait", ID);
    expect(stdout).toMatch(
      /✖ job .* failed .*\n {2}TABLE_NOT_FOUND there is no table users\n {2}Deploy it\./,
    );
    expect(code).toBe(1);
  });

  it("says how far a job is", async () => {
    await submit();
    const { code, stdout } = await jobs("status", ID);
    expect(code).toBe(0);
    expect(stdout).toBe(
      `… job ${ID} is running s3://exports/k.csv → users, direct\n` +
        "  1 record · 2/s · 60 s left · 1 of 3 chunks done, 1 running\n",
    );
  });

  it("lists jobs, and says that there are more", async () => {
    expect((await jobs("list")).stdout).toBe("no jobs\n");
    await submit();
    await submit();
    const { stdout } = await jobs("list", "--limit", "1");
    expect(stdout).toMatch(
      /^id +state +table[^\n]*\n019ac0de[^\n]*queued[^\n]*s3:\/\/exports\/k\.csv\nmore: spillway jobs list --after bmV4dA\n$/,
    );
    await jobs("list", "--running", "--after", "bmV4dA");
    expect(api.seen.at(-1)?.line).toBe("GET /stage/jobs?after=bmV4dA&limit=20&running=true");
  });

  it("cancels", async () => {
    await submit();
    const { code, stdout } = await jobs("cancel", ID, "--json");
    expect(JSON.parse(stdout)).toMatchObject({ id: ID, state: "cancelling" });
    expect(code).toBe(0);
  });
});

describe("spillway jobs says in one line", () => {
  it("that there is no such job", async () => {
    const { code, stderr } = await jobs("status", "nope");
    expect(stderr).toMatch(/^error: there is no job nope\n/);
    expect(code).toBe(2);
  });

  it("that the caller is not allowed, by what API Gateway says", async () => {
    const { code, stderr } = await jobs("list", "--token", "bad");
    expect(stderr).toMatch(/^error: the API denied GET http.*\/stage\/jobs: Forbidden \(403\)\n/);
    expect(code).toBe(3);
    expect((await jobs("list", "--token", "good")).code).toBe(0);
  });

  it("what is wrong with a request", async () => {
    const { code, stdout } = await jobs("submit", "s3://B/k", "-t", "x", "--json");
    const { error } = JSON.parse(stdout);
    expect(error.message).toMatch(
      /refused the request: \/body\/table: .*; \/body\/source\/bucket: /,
    );
    expect(error.details).toMatchObject({ status: 400, code: "REQUEST_INVALID" });
    expect(code).toBe(2);
  });

  it("that the API has ended the job already", async () => {
    await submit();
    const job = api.jobs.jobs.get(ID);
    if (job !== undefined) api.jobs.jobs.set(ID, { ...job, state: "failed" });
    const { code, stderr } = await jobs("cancel", ID);
    expect(stderr).toMatch(/^error: the API refused the request: .* has failed\n/);
    expect(code).toBe(2);
  });

  it("that nobody answers, or somebody else", async () => {
    const other = await runHere([
      "jobs",
      "list",
      "--api",
      `${api.url}/more`,
      ...api.options.slice(2),
    ]);
    expect(other.stderr).toContain(
      "error: the API refused the request: expected a path of this API",
    );
    await api.close();
    const { code, stderr } = await jobs("list");
    expect(stderr).toMatch(/^error: could not reach the API: GET .*: connect ECONNREFUSED/);
    expect(code).toBe(3);
  });
});
