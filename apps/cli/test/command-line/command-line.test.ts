import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OUTPUT_VALUES } from "../compare/sample-comparison.ts";
import type { FakeAws } from "../fake-aws.ts";
import { startFakeEnvironment } from "../fake-environment.ts";
import { runHere } from "../run-here.ts";
import { runSpillway } from "../run-spillway.ts";

const NOBODY = "http://127.0.0.1:9"; // the discard port: nothing listens there

/** Runs the command as a person would, somewhere else than in the checkout, without AWS settings. */
const spillway = (...args: string[]) => runSpillway(args, { cwd: folder });

const home = process.cwd();
let folder: string;
let outputs: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-cli-"));
  outputs = join(folder, "outputs.json");
  const buffered = { ...OUTPUT_VALUES.spike.buffered, distribution_window_seconds: 0 };
  const spike = { ...OUTPUT_VALUES.spike, buffered };
  await writeFile(outputs, JSON.stringify({ ...OUTPUT_VALUES, spike }));
  const { spike: _, ...shared } = OUTPUT_VALUES;
  await writeFile(join(folder, "no-spike.json"), JSON.stringify({ ...shared, features: [] }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("one clear message, the right exit code, no stack trace", () => {
  beforeAll(() => process.chdir(folder));
  afterAll(() => process.chdir(home));

  test.each<[string, string[], number, string]>([
    ["no command", [], 2, "Usage: spillway"],
    ["an unknown command", ["compair"], 2, "unknown command 'compair'"],
    ["an unknown option", ["compare", "--fast"], 2, "unknown option '--fast'"],
    ["a timeout of no number", ["compare", "--timeout", "soon"], 2, "Expected a whole number"],
    ["too many records", ["compare", "--records", "1001"], 2, "from 1 to 1000"],
    ["no address", ["compare", "--endpoint", "localhost"], 2, "Expected an address such as"],
    ["an unknown environment", ["compare", "-e", "moon"], 2, 'there is no environment "moon"'],
    ["a path for an environment", ["report", "-e", "../dev"], 2, "there is no environment"],
    ["an unknown run", ["report", "--run", "../../x"], 2, 'there is no comparison "../../x"'],
    [
      "an environment without the feature",
      ["compare", "--outputs", "no-spike.json"],
      3,
      "expected feature spike in environment local; came none",
    ],
    ["no outputs file", ["compare", "--outputs", "/no/where.json"], 3, "could not be read"],
    ["a proxy without target", ["capacity-proxy"], 2, "required option '--target <url>'"],
    ["a share above 1", ["capacity-proxy", "--target", NOBODY, "--drops", "2"], 2, "from 0 to 1"],
    [
      "a range that goes back",
      ["capacity-proxy", "--target", NOBODY, "--latency", "9-1"],
      2,
      "MIN-MAX",
    ],
    ["a port of no number", ["local-cloud", "start", "--port", "x"], 2, "from 1 to 65535"],
    [
      "an endpoint where nobody is",
      ["identity", "--endpoint", NOBODY],
      3,
      "can't be reached (ECONNREFUSED)",
    ],
    [
      "a bucket beside an environment",
      ["audit", "t", "k", "--bucket", "b", "-e", "dev"],
      2,
      "'--bucket <name>' cannot be used with option '-e, --environment <name>'",
    ],
    [
      "a time that ends before it begins",
      ["audit", "t", "k", "--from", "2026-02-01", "--to", "2026-01-01"],
      2,
      "expected --from before --to",
    ],
    [
      "failures of a queue beside an environment's",
      ["redrive", "stream", "--from", "q", "--function", "f", "--outputs", "x.json"],
      2,
      "cannot be used with option '--outputs <file>'",
    ],
  ])("%s", async (_, args, code, message) => {
    const ended = await runHere(args);
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
    expect(ended.code).toBe(code);
    expect(ended.stdout).toBe("");
  });

  test.each<[string, string[], number, string]>([
    ["an unknown command", ["compair"], 2, "unknown command 'compair'"],
    ["no outputs file", ["compare", "--outputs", "/no/where.json"], 3, "could not be read"],
    ["no credentials", ["identity", "--region", "us-east-1"], 3, "no usable AWS credentials"],
  ])("in a process of its own: %s", async (_, args, code, message) => {
    const ended = await spillway(...args);
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
    expect(ended.code).toBe(code);
    expect(ended.stdout).toBe("");
  });

  test("bad usage as JSON", async () => {
    const { code, stdout } = await spillway("redrive", "queue", "q", "--limit", "x", "--json");
    expect(code).toBe(2);
    const { error } = JSON.parse(stdout);
    expect(error.code).toBe("USAGE_INVALID");
    expect(error.message).toMatch(/^option '--limit <n>' argument 'x' is invalid/);
  });

  test("an environment whose endpoint is gone", async () => {
    const { code, stdout, stderr } = await spillway(
      ...["compare", "--outputs", outputs, "--endpoint", NOBODY, "--json"],
    );
    expect(code).toBe(3);
    expect(stderr).toContain(`could not invoke spillway-local-`);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "ENDPOINT_UNREACHABLE" } });
  });
});

describe("help", () => {
  test.each([
    [["--help"]],
    [["compare", "--help"]],
    [["report", "--help"]],
    [["identity", "--help"]],
    [["access", "report", "--help"]],
    [["redrive", "queue", "--help"]],
    [["redrive", "stream", "--help"]],
    [["audit", "--help"]],
    [["local-cloud", "--help"]],
    [["capacity-proxy", "--help"]],
  ])("%j shows examples, exit codes and the global options", async (args) => {
    const { code, stdout, stderr } = await runHere(args);
    expect(code).toBe(0);
    expect(stderr).toBe("");
    for (const part of ["Examples:", "Exit codes:", "--endpoint", "--region", "--json"]) {
      expect(stdout).toContain(part);
    }
  });

  test("in a process of its own it is the same", async () => {
    const asked = ["load", "--help"];
    expect(await spillway(...asked)).toMatchObject(await runHere(asked));
  });
});

describe("a comparison", () => {
  let aws: FakeAws;
  const reports: string[] = [];
  const compare = (...args: string[]) =>
    spillway("compare", "--outputs", outputs, "--endpoint", aws.endpoint, ...args);
  afterAll(() => Promise.all(reports.map((file) => rm(file, { force: true }))));

  test("--json is one document and nothing else, and --report writes the report", async () => {
    aws = await startFakeEnvironment({ records: 40 });
    const file = join(folder, "out", "spike.html");
    const { code, stdout, stderr } = await compare("--json", "--report", file);
    await aws.close();
    const comparison = JSON.parse(stdout);
    reports.push(savedAs(comparison.run));
    expect(stderr).toBe("");
    expect(comparison.strategies.direct.figures).toMatchObject({ written: 40, unaccounted: 0 });
    expect(await readFile(file, "utf8")).toContain("<h1>");
    expect(JSON.parse(await readFile(savedAs(comparison.run), "utf8"))).toEqual(comparison);
    expect(code).toBe(0);
  });

  test("a person reads the figures, without colours where there is no terminal", async () => {
    aws = await startFakeEnvironment({ records: 40 });
    const { code, stdout, stderr } = await compare();
    await aws.close();
    reports.push(/kept in (.+)/.exec(stderr)?.[1] ?? "");
    for (const part of [
      "Records",
      "Throttled writes",
      "Peak",
      "Time to complete",
      "Cost of a month",
    ]) {
      expect(stdout).toContain(part);
    }
    expect(stderr).toContain("direct    40 of 40 found");
    expect(stdout + stderr).not.toContain("\u001b[");
    expect(code).toBe(0);
  });

  test("records that are nowhere end it with 1", async () => {
    aws = await startFakeEnvironment({ records: 40, directMissing: 2 });
    const { code, stdout } = await compare("--json", "--timeout", "3");
    await aws.close();
    const comparison = JSON.parse(stdout);
    reports.push(savedAs(comparison.run));
    expect(comparison.strategies.direct.figures).toMatchObject({ written: 38, unaccounted: 2 });
    expect(code).toBe(1);
  });
});

function savedAs(run: string): string {
  return fileURLToPath(new URL(`../../../../.spillway/reports/${run}.json`, import.meta.url));
}
