import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FakeAws, fakeError, startFakeAws } from "../fake-aws.ts";
import { tableDescription } from "../fake-table-description.ts";
import { runHere, type Said } from "../run-here.ts";
import { runSpillway } from "../run-spillway.ts";

const NOBODY = "http://127.0.0.1:9"; // the discard port: nothing listens there
const NO_METADATA = { AWS_EC2_METADATA_DISABLED: "true" };

const home = process.cwd();
let folder: string;
let aws: FakeAws;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-load-errors-"));
  aws = await startFakeAws({
    DescribeTable: ({ TableName: name }) => {
      if (name === "Users") return tableDescription("Users", { pk: "S" });
      if (name === "Orders") return tableDescription("Orders", { pk: "S", sk: "N" });
      if (name === "Creating") return tableDescription("Creating", { pk: "S" }, "CREATING");
      if (name === "Binary") return tableDescription("Binary", { pk: "B" });
      if (name === "Secret") {
        return fakeError("AccessDeniedException", "not authorized: dynamodb:DescribeTable");
      }
      if (name === "Expired") return fakeError("ExpiredTokenException", "The token has expired");
      if (name === "bad/name") return fakeError("ValidationException", "Invalid table name");
      return fakeError("ResourceNotFoundException", "Requested resource not found");
    },
    DescribeTimeToLive: () => ({
      body: { TimeToLiveDescription: { TimeToLiveStatus: "DISABLED" } },
    }),
  });
  const files: Record<string, string | Uint8Array> = {
    "users.csv": "pk,name\na,Zoë\n",
    "id.csv": `id,name,${Array.from({ length: 12 }, (_, n) => `c${n}`).join(",")}\n`,
    "twice.csv": "pk,name,name\na,b,c\n",
    "id.jsonl": '{"id":7,"name":"Zoë"}\n',
    "item.jsonl": '{"Item":{"id":{"S":"a"}}}\n',
    "no-key.json": '{\n    "Items": [\n        {"id": {"S": "a"}}\n    ]\n}\n',
    "empty.jsonl": "{}\n{}\n",
    "after-empty.json": '[{}, {"id":1}]',
    "tag.jsonl": '{"pk":{"X":"a"}}\n',
    "small-tag.json": '[{"pk":{"s":"a"}}]',
    "other-tag.jsonl": '{"pk":{"S":"a"},"n":{"n":"1"}}\n',
    "null.json": "null\n",
    "text.json": '"users"\n',
    "page.csv": "<!DOCTYPE html>\n<html><title>Sign in</title></html>\n",
    "error.json":
      '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code></Error>\n',
    "two-tables.json":
      '{"Carts":[{"PutRequest":{"Item":{"pk":{"S":"a"}}}}],"Baskets":[{"DeleteRequest":{"Key":{"pk":{"S":"a"}}}}]}',
    "one-table.json": '{"Nope":[{"PutRequest":{"Item":{"pk":{"S":"a"}}}}]}',
    "utf16.csv": Buffer.from("pk,name\na,b\n", "utf16le"),
    "latin1.csv": Buffer.from("pk,name\na,Zo\xeb\n", "latin1"),
    binary: Buffer.from([0, 1, 2, 0xff, 3, 4, 0]),
    "users.xlsx": Buffer.from("PK\u0003\u0004\u0000\u0000[Content_Types].xml"),
    "cut.csv.gz": gzipSync(
      `pk\n${Array.from({ length: 500 }, (_, n) => `${n * 7919}`).join("\n")}`,
    ).subarray(0, 900),
    "used.jsonl": "{}\n",
    "not-one.json": "{}",
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), content);
  }
  await mkdir(join(folder, "folder"));
  await writeFile(join(folder, "secret.csv"), "pk\na\n");
  await chmod(join(folder, "secret.csv"), 0);
  process.chdir(folder);
});
afterAll(async () => {
  process.chdir(home);
  await aws.close();
  await rm(folder, { recursive: true, force: true });
});

const argsOf = (args: readonly string[]) => ["load", "--endpoint", aws.endpoint, ...args];
const load = (args: readonly string[]) => runHere(argsOf(args));
/** As a person starts it: where the environment counts, or what else could be on standard error. */
const start = (args: readonly string[], env: Record<string, string> = {}) =>
  runSpillway(argsOf(args), { cwd: folder, env: { ...NO_METADATA, ...env } });

/** One line that says what is wrong, at most one that says what to do, and nothing else. */
function expectOneError({ stdout, stderr }: Pick<Said, "stdout" | "stderr">): void {
  expect(stderr).toMatch(/^error: [^\n]+\n( {7}[^\n]+\n)?$/);
  expect(stdout).toBe("");
}

describe("one line that says what is wrong, and the right exit code", () => {
  test.each<[string, string[], number, string]>([
    ["no such table", ["users.csv", "-t", "Nope"], 3, 'there is no table "Nope" at http'],
    ["a table that is being made", ["users.csv", "-t", "Creating"], 3, "it is CREATING"],
    ["a name that no table can have", ["users.csv", "-t", "bad/name"], 3, "Invalid table name"],
    ["no permission to look", ["users.csv", "-t", "Secret"], 3, "access denied (not authorized"],
    ["expired credentials", ["users.csv", "-t", "Expired"], 3, "credentials have expired"],
    ["nobody there", ["users.csv", "-t", "Users", "--endpoint", NOBODY], 3, "can't be reached"],
    [
      "a column of the key that is missing",
      ["id.csv", "-t", "Users"],
      2,
      'expected a column "pk", which the table\'s key needs; came "id", "name", "c0"',
    ],
    ["many columns, the first of them named", ["id.csv", "-t", "Users"], 2, "and 4 more"],
    ["the sort key's column that is missing", ["users.csv", "-t", "Orders"], 2, 'a column "sk"'],
    [
      "an attribute of the key that is missing",
      ["id.jsonl", "-t", "Users"],
      2,
      'came a first one with "id", "name"',
    ],
    ["the same in DynamoDB JSON", ["item.jsonl", "-t", "Users"], 2, 'an attribute "pk"'],
    ["a column of a template", ["users.csv", "-t", "Users", "--pk", "U#{id}"], 2, 'column "id"'],
    ["a column twice", ["twice.csv", "-t", "Users"], 2, "name"],
    ["a type for no column", ["users.csv", "-t", "Users", "--types", "age:number"], 2, '"age"'],
    [
      "a binary key in CSV",
      ["users.csv", "-t", "Binary"],
      2,
      'expected a key of text or numbers, which CSV can hold; came "',
    ],
    ["no such file", ["nope.csv", "-t", "Users"], 2, "there is no file nope.csv"],
    ["a path through a file", ["users.csv/x", "-t", "Users"], 2, "there is no file users.csv/x"],
    ["an empty folder", ["folder", "-t", "Users"], 2, "there is no file to load in folder"],
    [
      "a glob that matches nothing",
      ["no-*.csv", "-t", "Users"],
      2,
      "there is no file to load in no-*.csv",
    ],
    [
      "one of several that is not there",
      ["users.csv", "nope.csv", "-t", "Users"],
      2,
      "there is no file nope.csv",
    ],
    [
      "standard input beside a file",
      ["-", "users.csv", "-t", "Users"],
      2,
      "expected - for standard input alone",
    ],
    [
      "one of several without the key, before anything is written",
      ["users.csv", "id.csv", "-t", "Users"],
      2,
      'id.csv: expected a column "pk"',
    ],
    ["binary data", ["binary", "-t", "Users"], 2, "came binary data"],
    ["a workbook", ["users.xlsx", "-t", "Users"], 2, "came an Excel or OpenDocument workbook"],
    ["UTF-16 without a mark", ["utf16.csv", "-t", "Users"], 2, "--encoding utf-16le"],
    ["another encoding", ["latin1.csv", "-t", "Users"], 2, "--encoding windows-1252"],
    [
      "no encoding",
      ["latin1.csv", "-t", "Users", "--encoding", "ebcdic"],
      2,
      "For example utf-16le",
    ],
    ["a scan without the key", ["no-key.json", "-t", "Users"], 2, 'a first one with "id"'],
    ["records that are empty", ["empty.jsonl", "-t", "Users"], 2, "came empty ones only: {}"],
    ["records after empty ones", ["after-empty.json", "-t", "Users"], 2, '"id", after empty ones'],
    [
      "a type that there is not",
      ["tag.jsonl", "-t", "Users"],
      2,
      '"pk" with {"X":"a"}, and "X" is',
    ],
    ["a type in small letters", ["small-tag.json", "-t", "Users"], 2, 'Is "S" meant?'],
    ["a type beside the key", ["other-tag.jsonl", "-t", "Users"], 2, '"n" with {"n":"1"}'],
    [
      "items without types, that were said to have them",
      ["id.jsonl", "-t", "Users", "--format", "dynamodb-json"],
      2,
      "expected items in DynamoDB JSON; came none among the first records: ",
    ],
    ["null", ["null.json", "-t", "Users"], 2, "came null, which is no record"],
    ["a JSON string", ["text.json", "-t", "Users"], 2, 'came one JSON string, "users"'],
    ["a page that was saved", ["page.csv", "-t", "Users"], 2, "came an HTML page: Sign in"],
    ["an error that was saved", ["error.json", "-t", "Users"], 2, "an XML page: AccessDenied"],
    ["no table", ["users.csv"], 2, "expected a table to write to; came none"],
    [
      "no table of two in the file",
      ["two-tables.json"],
      2,
      "came none, and two-tables.json has requests of Carts, Baskets",
    ],
    [
      "a table that is none of two in the file",
      ["two-tables.json", "-t", "Users"],
      2,
      "expected requests of the table Users in two-tables.json; came those of Carts, Baskets",
    ],
    ["the file's table, which is not there", ["one-table.json"], 3, 'there is no table "Nope"'],
    [
      "--pk for requests",
      ["one-table.json", "-t", "Users", "--pk", "{id}"],
      2,
      "a request of batch-write-item has whole items",
    ],
    ["a gzip file that is cut off", ["cut.csv.gz", "-t", "Users"], 2, "gzip"],
    ["rejects that are there", ["users.csv", "-t", "Users", "--rejects", "used.jsonl"], 2, "holds"],
    [
      "a checkpoint that is none",
      ["users.csv", "-t", "Users", "--resume", "--checkpoint", "not-one.json"],
      2,
      "can't be read as a checkpoint",
    ],
    [
      "a checkpoint where there is no folder",
      ["users.csv", "-t", "Users", "--checkpoint", "no/where.json"],
      2,
      "no/where.json can't be written",
    ],
    ["a template that is open", ["users.csv", "-t", "Users", "--pk", "U#{id"], 2, 'expected "}"'],
    ["--sk without a sort key", ["users.csv", "-t", "Users", "--sk", "x"], 2, "has no sort key"],
    ["--shard without a sort key", ["users.csv", "-t", "Users", "--shard", "4"], 2, "has no sort"],
    ["--ttl where none is on", ["users.csv", "-t", "Users", "--ttl", "1d"], 2, "no TTL attribute"],
    ["--pk for items", ["item.jsonl", "-t", "Users", "--pk", "{id}"], 2, "CSV, JSON or JSON Lines"],
    [
      "a dry run in a region without prices",
      ["users.csv", "-t", "Users", "--dry-run", "--region", "eu-north-1"],
      2,
      "expected a region whose prices come along: us-east-1, us-west-2, eu-west-1, eu-central-1, ap-northeast-1; came eu-north-1",
    ],
    [
      "prices that are none",
      ["users.csv", "-t", "Users", "--dry-run", "--prices", "not-one.json"],
      2,
      "expected an offer file of AWS's price list",
    ],
    ["an address of no object", ["s3://bucket", "-t", "Users"], 2, "expected s3://bucket/key"],
  ])("%s", async (_, args, code, message) => {
    const ended = await load(args);
    expect(ended.stderr).toContain(message);
    expectOneError(ended);
    expect(ended.code).toBe(code);
  });

  test.each<[string, string[], number, string]>([
    ["no such table", ["users.csv", "-t", "Nope"], 3, 'there is no table "Nope" at http'],
    ["a column that is missing", ["id.csv", "-t", "Users"], 2, 'expected a column "pk"'],
    ["standard input without a checkpoint", ["-", "-t", "Users", "--resume"], 2, "--checkpoint F"],
  ])("in a process of its own: %s", async (_, args, code, message) => {
    const ended = await start(args);
    expect(ended.stderr).toContain(message);
    expectOneError(ended);
    expect(ended.code).toBe(code);
  });

  test.skipIf(process.getuid?.() === 0)("a file that may not be read", async () => {
    const ended = await load(["secret.csv", "-t", "Users"]);
    expect(ended.stderr).toContain("secret.csv can't be read (EACCES)");
    expectOneError(ended);
    expect(ended.code).toBe(2);
  });

  test("no credentials", async () => {
    // Where there is an endpoint, the local cloud's credentials are taken, unless a profile is named.
    const ended = await start(["users.csv", "-t", "Users"], { AWS_PROFILE: "nobody" });
    expect(ended.stderr).toContain("no usable AWS credentials");
    expectOneError(ended);
    expect(ended.code).toBe(3);
  });

  test("with --json it is one document, and the same line for a person", async () => {
    const ended = await start(["id.csv", "-t", "Users", "--json"]);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      error: {
        code: "KEY_COLUMN_MISSING",
        message: expect.stringContaining('"id", "name"'),
        hint: expect.stringContaining("--pk"),
      },
    });
    expectOneError({ ...ended, stdout: "" });
    expect(ended.code).toBe(2);
  });
});

describe("option values", () => {
  test.each<[string, string, string]>([
    [
      "--format",
      "xml",
      "Expected one of csv, json-lines, json, dynamodb-json, batch-write, ion, rejects.",
    ],
    ["--delimiter", "::", "Expected one character"],
    ["--types", "age", "Expected column:type pairs"],
    ["--types", "age:int", "Expected column:type pairs"],
    ["--types", "*:number", "Expected column:type pairs"],
    ["--columns", ",,", "Expected names between commas, such as id,name"],
    ["--columns", 'id,"name', "Expected names between commas, such as id,name"],
    ["--skip-lines", "-1", "Expected a whole number from 0 to 1000000."],
    ["--escape", "ab", "Expected one character other than a quote"],
    ["--escape", '"', "a doubled quote is always one"],
    ["--empty", "zero", "Expected one of omit, keep, null."],
    ["--shard", "1", "Expected a whole number from 2 to 1000."],
    ["--ttl", "soon", "Expected a duration such as 90s"],
    ["--max-wcu", "fast", "Expected auto, off, units a second"],
    ["--max-wcu", "0", "Expected auto, off, units a second"],
    ["--concurrency", "0", "Expected a whole number from 1 to 256"],
    ["--max-attempts", "0", "Expected a whole number from 1 to 100"],
    ["--within", "10", "Expected a duration such as 90s"],
    ["--spill", "orders", "Expected the queue's URL"],
  ])("%s %s is refused in its own words", async (option, value, message) => {
    const { code, stdout, stderr } = await load(["users.csv", "-t", "Users", option, value]);
    expect(stderr).toMatch(/^error: [^\n]+\n {7}See spillway load --help\n$/);
    expect(stderr).toContain(message);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});
