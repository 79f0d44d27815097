import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createClients } from "@spillway/aws-clients";
import { type FakeServices, fakeServices } from "@spillway/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { findSource } from "../../src/several/find-source.ts";
import { severalLabel } from "../../src/several/several-label.ts";

const CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local" };
const home = process.cwd();
let folder: string;
let server: FakeServices;
beforeAll(async () => {
  server = await fakeServices();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-files-"));
  process.chdir(folder);
});
afterEach(async () => {
  process.chdir(home);
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => server.close());

async function files(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(dirname(name), { recursive: true });
    await writeFile(name, "pk\na\n");
  }
}

/** What names stand for: names of files, or that they are one input. */
async function found(...names: string[]): Promise<readonly string[] | "one"> {
  const clients = createClients({
    region: "eu-west-1",
    credentials: CREDENTIALS,
    endpoint: server.url,
  });
  try {
    const standardInput = (async function* () {})();
    const source = await findSource(names, { clients, standardInput });
    return "files" in source ? source.files.map(({ name }) => name) : "one";
  } finally {
    clients.destroy();
  }
}

const ALL = [
  ...["a.csv", "b.tsv", "in/part-10.csv", "in/part-9.csv", "in/2026/x.csv", "in/_tmp/t.csv"],
  ...["in/.git/c.csv", "in/manifest.json", "in/part-9.csv.md5", "w[1].csv", "w1.csv"],
];

test.each<[string[], readonly string[] | "one"]>([
  [["a.csv"], "one"],
  [["-"], "one"],
  [
    ["./a.csv", "b.tsv"],
    ["./a.csv", "b.tsv"],
  ],
  [
    ["a.csv", "./a.csv", "*.csv"],
    ["a.csv", "w1.csv", "w[1].csv"],
  ],
  [["*.csv"], ["a.csv", "w1.csv", "w[1].csv"]],
  [["?.{csv,tsv}"], ["a.csv", "b.tsv"]],
  [["in/*.csv"], ["in/part-10.csv", "in/part-9.csv"]],
  [["in/**/*.csv"], ["in/2026/x.csv", "in/part-10.csv", "in/part-9.csv"]],
  [["in/*/*.csv"], ["in/2026/x.csv"]],
  [["**/x.csv"], ["in/2026/x.csv"]],
  [["in"], ["in/2026/x.csv", "in/part-10.csv", "in/part-9.csv"]],
  [["./in/"], ["in/2026/x.csv", "in/part-10.csv", "in/part-9.csv"]],
  // One that is named, or asked for, is taken whatever it is called.
  [
    ["in/_tmp/t.csv", "a.csv"],
    ["in/_tmp/t.csv", "a.csv"],
  ],
  [["in/_tmp/*.csv"], ["in/_tmp/t.csv"]],
  [["in/_*/*.csv"], ["in/_tmp/t.csv"]],
  // A file that is there is no pattern; else it is one.
  [["w[1].csv"], "one"],
  [["[aw]*.csv"], ["a.csv", "w1.csv", "w[1].csv"]],
])("%j on this machine", async (names, expected) => {
  await files(...ALL);
  expect(await found(...names)).toEqual(expected);
});

test("a link to a file is that file, one to a folder is not followed", async () => {
  await files("data/a.csv", "elsewhere/b.csv");
  await symlink("../elsewhere/b.csv", "data/b.csv");
  await symlink("..", "data/loop");
  expect(await found("data")).toEqual(["data/a.csv", "data/b.csv"]);
});

test.each<[string[], readonly string[] | "one"]>([
  [["s3://bucket/in/a.csv"], "one"],
  [["s3://bucket/in/"], ["in/2026/x.csv", "in/a.csv", "in/w[1].csv"]],
  [["s3://bucket/in/*.csv"], ["in/a.csv", "in/w[1].csv"]],
  [["s3://bucket/in/**/*.csv"], ["in/2026/x.csv", "in/a.csv", "in/w[1].csv"]],
  [["s3://bucket/*/a.csv"], ["in/a.csv", "out/a.csv"]],
  [["s3://bucket/in/w[1].csv"], "one"],
  [
    ["s3://bucket/out/a.csv", "s3://bucket/in/a*"],
    ["out/a.csv", "in/a.csv"],
  ],
])("%j in S3", async (names, expected) => {
  const keys = ["in/2026/x.csv", "in/", "in/a.csv", "in/w[1].csv", "in/_SUCCESS", "out/a.csv"];
  server.objects.clear();
  for (const key of keys) {
    server.objects.set(`bucket/${key}`, Buffer.from(key.endsWith("/") ? "" : "pk\na\n"));
  }
  const addresses = expected === "one" ? "one" : expected.map((key) => `s3://bucket/${key}`);
  expect(await found(...names)).toEqual(addresses);
});

test.each<[string, string[], RegExp]>([
  ["SOURCE_NOT_FOUND", ["no-*.csv"], /there is no file to load in no-\*\.csv$/],
  ["SOURCE_NOT_FOUND", ["in/_*"], /in in\/_\*$/],
  ["SOURCE_NOT_FOUND", ["a.csv", "no.csv"], /there is no file no\.csv/],
  ["SOURCE_NOT_FOUND", ["marks"], /passed over: 1 hidden, 1 a manifest or checksum$/],
  ["SOURCES_INVALID", ["a.csv", "-"], /- for standard input alone/],
  ["SOURCES_INVALID", [], /a source; came none/],
])("%s for %j", async (code, names, message) => {
  await files(...ALL, "marks/_SUCCESS", "marks/manifest");
  await expect(found(...names)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  });
});

test.each<[string[], string]>([
  [["data/part-*.gz"], "part-all.gz"],
  [["data/**/*.csv"], "all.csv"],
  [["data/"], "data"],
  [["s3://bucket/2026/05/"], "05"],
  [["s3://bucket/"], "bucket"],
  [["data/a.csv", "data/b.csv"], "data"],
  [["data/b.csv", "data/c.csv"], "data"],
  [["data/2025/a.csv", "data/2026/b.csv"], "data"],
  [["s3://bucket/x/a", "s3://bucket/x/b"], "x"],
  [["s3://one/a", "s3://two/b"], "several"],
  [["s3://one/a", "/tmp/b"], "several"],
])("what belongs to %j is named %s", (names, label) => {
  expect(severalLabel(names)).toBe(label);
});
