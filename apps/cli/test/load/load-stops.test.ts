import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FakeAnswer, type FakeAws, fakeError, startFakeAws } from "../fake-aws.ts";
import { tableDescription } from "../fake-table-description.ts";
import { runHere } from "../run-here.ts";
import { runSpillway } from "../run-spillway.ts";

const RECORDS = 1_000;
const ARN = "arn:aws:dynamodb:us-east-1:210987654321:table/Shared";

/** Batches that a table takes before it answers otherwise, and what it answers then. */
interface Script {
  takes: number;
  readonly answer: FakeAnswer;
}

const home = process.cwd();
let folder: string;
let aws: FakeAws;
const written = new Map<string, Set<string>>();
const scripts: Record<string, Script> = {
  Forbidden: {
    takes: 0,
    answer: fakeError(
      "AccessDeniedException",
      "not authorized to perform: dynamodb:BatchWriteItem",
    ),
  },
  ExpiredAtOnce: { takes: 0, answer: fakeError("ExpiredTokenException", "The token has expired") },
  ExpiredLater: { takes: 12, answer: fakeError("ExpiredTokenException", "The token has expired") },
  Deleted: {
    takes: 12,
    answer: fakeError("ResourceNotFoundException", "Requested resource not found"),
  },
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-load-stops-"));
  const rows = Array.from({ length: RECORDS }, (_, n) => `k${n},name of ${n}`);
  await writeFile(join(folder, "users.csv"), ["pk,name", ...rows, ""].join("\n"));
  process.chdir(folder);
  aws = await startFakeAws({
    DescribeTable: ({ TableName: name }) =>
      tableDescription(String(name).split("/").at(-1) ?? "", { pk: "S" }),
    BatchWriteItem: ({ RequestItems: items }) => {
      const [[table = "", requests = []] = []] = Object.entries(
        items as Record<string, { PutRequest: { Item: { pk: { S: string } } } }[]>,
      );
      const script = scripts[table];
      if (script !== undefined && script.takes === 0) return script.answer;
      if (script !== undefined) script.takes -= 1;
      const keys = written.get(table) ?? new Set();
      written.set(table, keys);
      for (const { PutRequest } of requests) keys.add(PutRequest.Item.pk.S);
      return { body: { UnprocessedItems: {} } };
    },
  });
});
afterAll(async () => {
  process.chdir(home);
  await aws.close();
  await rm(folder, { recursive: true, force: true });
});

const argsOf = (table: string, args: readonly string[]) => [
  ...["load", "users.csv", "-t", table, "--endpoint", aws.endpoint, "--concurrency", "2"],
  ...args,
];
const load = (table: string, ...args: string[]) => runHere(argsOf(table, args));
/** In a process of its own. */
const start = (table: string, ...args: string[]) =>
  runSpillway(argsOf(table, args), { cwd: folder });

const SUMMARY = /^✖ .* of .* records written to/;

describe("what ends a load that has begun", () => {
  test.each([
    ["Forbidden", 'writing to the table "Forbidden" is not allowed: not authorized', 3],
    ["ExpiredAtOnce", "the AWS credentials have expired", 3],
    ["Deleted", 'the table "Deleted" was not found', 3],
  ])("%s: one line, the account of it, and its exit code", async (table, message, exitCode) => {
    const { code, stdout, stderr } = await load(table);
    expect(stderr.match(/^error: .*$/gm)).toEqual([expect.stringContaining(message)]);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toMatch(SUMMARY);
    expect(stdout).toContain("to go on, the same command with --resume");
    expect(code).toBe(exitCode);
  });

  test("expired in the middle: --resume goes on once they are new, and all of it is there", async () => {
    const first = await start("ExpiredLater", "--json");
    const report = JSON.parse(first.stdout);
    expect(first).toMatchObject({ code: 3, stderr: "" });
    expect(report).toMatchObject({
      complete: false,
      rejected: 0,
      stopped: { code: "CREDENTIALS_EXPIRED", hint: expect.any(String) },
      checkpoint: "users.csv.ExpiredLater.checkpoint.json",
      rejects: null,
    });
    expect(report.written).toBeGreaterThan(0);
    expect(report.failed).toBe(report.unsent);

    delete scripts.ExpiredLater;
    const second = await start("ExpiredLater", "--json", "--resume");
    expect(JSON.parse(second.stdout)).toMatchObject({
      complete: true,
      read: RECORDS,
      written: RECORDS,
      failed: 0,
      checkpoint: null,
      resumedAt: expect.any(Number),
    });
    expect(second).toMatchObject({ code: 0, stderr: "" });
    expect(written.get("ExpiredLater")?.size).toBe(RECORDS);
    expect(existsSync(join(folder, report.checkpoint))).toBe(false);
  });
});

describe("a checkpoint", () => {
  test("of another load is not gone on with, and what differs is named", async () => {
    scripts.Users = { takes: 12, answer: fakeError("ExpiredTokenException", "expired") };
    expect(await load("Users", "--pk", "U#{pk}")).toMatchObject({ code: 3 });
    const before = await readFile(join(folder, "users.csv.Users.checkpoint.json"), "utf8");
    const { code, stdout, stderr } = await load("Users", "--resume");
    expect(stderr).toMatch(/^error: [^\n]+\n( {7}[^\n]+\n)?$/);
    expect(stderr).toContain('belongs to another load: pk was "U#{pk}" and is nothing');
    expect(stdout).toBe("");
    expect(code).toBe(2);
    expect(await readFile(join(folder, "users.csv.Users.checkpoint.json"), "utf8")).toBe(before);
  });

  test("that is not there: --resume says so and begins at the beginning", async () => {
    const { code, stdout, stderr } = await load("Fresh", "--resume");
    expect(stderr).toContain("nothing to resume: it begins at the first record");
    expect(stdout).toContain(`${RECORDS.toLocaleString("en-US")} of`);
    expect(code).toBe(0);
  });

  test("that is not gone on with is kept aside until the new load is done", async () => {
    scripts.Again = { takes: 12, answer: fakeError("ExpiredTokenException", "expired") };
    await load("Again");
    const file = join(folder, "users.csv.Again.checkpoint.json");
    const earlier = JSON.parse(await readFile(file, "utf8"));
    expect(earlier.next).toBeGreaterThan(0);
    // Begun anew, by mistake, and stopped at once.
    const anew = await load("Again");
    expect(anew.stderr).toContain("--resume --checkpoint users.csv.Again.checkpoint-2.json");
    expect(JSON.parse(await readFile(file, "utf8")).next).toBe(0);
    delete scripts.Again;
    const { stdout, code } = await load(
      ...["Again", "--json", "--resume", "--checkpoint", "users.csv.Again.checkpoint-2.json"],
    );
    expect(JSON.parse(stdout)).toMatchObject({ resumedAt: earlier.next, written: RECORDS });
    expect(code).toBe(0);
  });
});

test("a table in another account is written to by its ARN, and files have its name", async () => {
  scripts[ARN] = { takes: 12, answer: fakeError("ExpiredTokenException", "expired") };
  const { stdout } = await load(ARN, "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    table: "Shared",
    checkpoint: "users.csv.Shared.checkpoint.json",
  });
  expect(written.get(ARN)?.size).toBe(300);
  expect(written.get("Shared")).toBeUndefined();
});
