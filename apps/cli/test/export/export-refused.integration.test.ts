import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  type TestTable,
} from "@spillway/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runHere } from "../run-here.ts";

const client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
const ITEM = { pk: { S: "a" }, n: { N: "1" } };
let table: TestTable;
let folder: string;

beforeAll(async () => {
  table = await createTestTable(client);
  await client.send(new PutItemCommand({ TableName: table.name, Item: ITEM }));
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-export-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
afterAll(async () => {
  await table.delete();
  client.destroy();
});

async function spillway(...args: string[]) {
  const { code, stdout, stderr } = await runHere([
    ...[...args, "--json", "--endpoint", dynamoDbLocalEndpoint()],
  ]);
  // Standard output is for the items where it is what is written.
  const isOutput = args[2] === "-";
  if (isOutput) expect(stdout).toBe("");
  return { code, answer: JSON.parse(isOutput ? stderr : stdout) };
}

const path = (name: string) => join(folder, name);
const text = (name: string) => readFile(path(name), "utf8");

describe("what is refused, and what to do", () => {
  test.each([
    ["no such table", ["no-such-table", "a.json"], 3, "TABLE_NOT_FOUND"],
    ["no such index", ["T", "a.json", "--index", "no"], 2, "SCAN_INDEX_UNKNOWN"],
    ["an expression of nonsense", ["T", "a.json", "--filter", "a ~ b"], 2, "SCAN_REFUSED"],
    ["columns of JSON", ["T", "a.json", "--columns", "pk"], 2, "COLUMNS_NEED_CSV"],
    ["a column twice", ["T", "a.csv", "--columns", "pk,pk"], 2, "USAGE_INVALID"],
    ["CSV without columns on standard output", ["T", "-", "--format", "csv"], 2, "COLUMNS_MISSING"],
    ["standard output gone on with", ["T", "-", "--resume"], 2, "RESUME_NEEDS_FILE"],
    ["a folder", ["T", "."], 2, "OUTPUT_UNWRITABLE"],
    ["a folder that is not there", ["T", "no/a.json"], 2, "OUTPUT_UNWRITABLE"],
    ["a file that is there", ["T", "there.json"], 2, "OUTPUT_EXISTS"],
    ["a format that is not written", ["T", "a.parquet"], 2, "EXPORT_FORMAT_FOREIGN"],
    ["a compression that is not written", ["T", "a.csv.bz2"], 2, "EXPORT_FORMAT_FOREIGN"],
    ["a full disk", ["T", "full.json"], 3, "OUTPUT_DISK_FULL"],
  ])("%s", async (_, [named = "", file = "", ...options], code, error) => {
    await writeFile(path("there.json"), "mine");
    await symlink("/dev/full", path("full.json.partial"));
    const place = file === "-" ? file : join(folder, file);
    const name = named === "T" ? table.name : named;
    const { code: ended, answer } = await spillway("export", name, place, ...options);
    expect(answer.error).toMatchObject({ code: error });
    expect(ended).toBe(code);
    expect(await text("there.json")).toBe("mine");
    expect(existsSync(path("a.json")) || existsSync(path("full.json"))).toBe(false);
  });

  test("a name of another format is taken where --format says what is in it", async () => {
    const args = [table.name, path("a.parquet"), "--format", "json-lines"];
    const { code } = await spillway("export", ...args);
    expect(code).toBe(0);
    expect(JSON.parse(await text("a.parquet"))).toEqual({ pk: "a", n: 1 });
  });

  test("--force takes a file's place when the new one is whole", async () => {
    await writeFile(path("a.json"), "old");
    const { answer } = await spillway("export", table.name, path("a.json"), "--force");
    expect(answer.complete).toBe(true);
    expect(JSON.parse(await text("a.json"))).toEqual({ Item: ITEM });
  });

  test("what is no checkpoint", async () => {
    await writeFile(path("a.json.checkpoint.json"), "{}");
    const { code, answer } = await spillway("export", table.name, path("a.json"), "--resume");
    expect(answer.error.code).toBe("EXPORT_CHECKPOINT_INVALID");
    expect(code).toBe(2);
  });
});
