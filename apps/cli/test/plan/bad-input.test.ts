import { describe, expect, it } from "vitest";
import { runHere } from "../run-here.ts";
import { planFolder } from "./plan-folder.ts";

const folder = planFolder();
const RATE = ["--per-second", "1", "--size", "1KB"];

/** A plan of Terraform with one table of these values. */
function planWith(...tables: readonly object[]) {
  const resources = tables.map((values, place) => ({
    ...{ address: `aws_dynamodb_table.t${place}`, mode: "managed", type: "aws_dynamodb_table" },
    values,
  }));
  return { format_version: "1.2", planned_values: { root_module: { resources } } };
}

/** What is said, without the name of the test's folder, and without the hint below it. */
async function refusal(...args: readonly string[]) {
  const { code, stdout, stderr } = await runHere(["plan", ...args]);
  expect(stdout).toBe("");
  const [line = "", ...hints] = stderr.trimEnd().split("\n");
  // One line, and at the most one more that says what to do; never a stack.
  expect(hints.length).toBeLessThanOrEqual(1);
  expect(stderr).not.toMatch(/\bat .+:\d+:\d+|defect/);
  return { code, line: line.replace(folder.path("/"), "") };
}

describe("a pattern file that is none", () => {
  it.each([
    ["an empty pattern", "", "line 1: expected a header with the columns time and writes"],
    ["a header alone", "time,writes\n", "line 1: expected at least two rows below the header"],
    ["a pattern of zeros", "time,writes\n0,0\n60,0\n", "expected writes in mine.csv; came 0"],
    [
      "time running backwards",
      "time,writes\n120,1\n60,1\n",
      "line 3: expected a time after that of the row before",
    ],
    ["a column twice", "time,writes,writes\n0,1,1\n60,1,1\n", "came writes twice"],
    ["a time that no calendar has", "time,writes\n1e20,10\n2e20,20\n", "line 2: expected a time"],
    ["counts without end", "time,writes\n0,1e300\n1,1e300\n", "at most 100,000,000 a second"],
    [
      "a gap of 110 days by the second",
      "time,writes\n0,1\n1,1\n9504000,1\n",
      "at most 2,678,400 s",
    ],
    [
      "negative units",
      "time,units\n0,1\n60,-1\n",
      'line 3: expected a count of 0 or more; came "-1"',
    ],
  ])("%s is refused in one line", async (_, text, expected) => {
    const file = await folder.file("mine.csv", text);
    const { code, line } = await refusal("--pattern", file);
    expect(code).toBe(2);
    expect(line).toContain(expected);
    expect(line).toContain("mine.csv");
  });

  it("is told of where it is not there, with the shapes that there are", async () => {
    const { stderr, code } = await runHere(["plan", "--pattern", folder.path("dayly")]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/expected a pattern in .*dayly; there is no such file\n.*daily, weekly/);
  });
});

describe("a file that is none", () => {
  it.each([
    ["an empty file", "", "expected records in users.csv that the table can take; came none"],
    ["a header alone", "id,name\n", "expected records in users.csv"],
    ["records without a key", "id,name\n,a\n,b\n", "that the table can take; came 2 others"],
    ["a file of another table", "name\na\n", 'expected a column "id"'],
  ])("%s is refused in one line", async (_, text, expected) => {
    const file = await folder.file("users.csv", text);
    const { code, line } = await refusal(file, "--key", "id:S");
    expect(code).toBe(2);
    expect(line).toContain(expected);
  });
});

describe("a table that is none", () => {
  it.each([
    ["a table without keys", planWith({ name: "users" }), [], "a partition key"],
    ["a plan file without a table", planWith(), [], "expected a table in plan.json; came a plan"],
    ["other JSON", { some: "thing" }, [], "expected a plan of Terraform in plan.json"],
    ["what is no JSON", "resource {}", [], "expected a plan of Terraform in plan.json; it is no"],
    [
      "two tables without --table",
      planWith({ name: "users" }, { name: "orders" }),
      [],
      "expected one table in plan.json; came users, orders",
    ],
    [
      "a table that the plan does not have",
      planWith({ name: "users" }),
      ["--table", "orders"],
      "expected the table orders in plan.json; came users",
    ],
  ])("%s is refused in one line", async (_, document, more, expected) => {
    const file = await folder.file("plan.json", document);
    const { code, line } = await refusal(...RATE, "--table-from-plan", file, ...more);
    expect(code).toBe(2);
    expect(line).toContain(expected);
  });

  it.each([
    [["--key", ""], 'expected a table with a key; came ""'],
    [["--key", "pk:X"], 'expected a table with a key; came "pk:X"'],
    [["--index", "byEmail:email"], "expected the key of the table with --index; came none"],
    [["--on-demand"], "expected the key of the table with --on-demand; came none"],
    [["--key", "pk", "--index", "byEmail"], "expected an index with a name and keys"],
    [["--pattern", "steady", "--no-header"], "expected no --no-header with a shape; came both"],
    [
      ["--pattern", "steady", "--skip-lines", "1"],
      "expected no --skip-lines with a shape; came both",
    ],
    [["--key", "pk", "--table-from-plan", "x"], "expected --key or --table-from-plan; came both"],
    [["--key", "pk", "--on-demand", "--capacity", "5"], "expected --on-demand or --capacity"],
  ])("options %j", async (args, expected) => {
    const { code, line } = await refusal(...RATE, ...args);
    expect(code).toBe(2);
    expect(line).toContain(expected);
  });
});

describe("a load that is none, or two", () => {
  it.each([
    [[], "expected a load to plan; came none"],
    [["users.csv"], "expected a table for the file; came none"],
    [["--items", "10M"], "expected the size of an item"],
    [["--per-second", "10"], "expected the size of an item"],
    [["users.csv", "--items", "5"], "expected one load; came the file users.csv and --items"],
    [["--pattern", "daily", "--from-table", "T"], "came --pattern and --from-table"],
    [["users.csv", "--key", "id", "--size", "1KB"], "expected no --size with a file"],
    [["--pattern", "daily", "--pk", "{id}"], "expected no --pk with a shape"],
    [
      ["--pattern", "mine.csv", "--per-second", "5"],
      "expected no --per-second with a pattern file",
    ],
    [["--from-table", "T", "--read-share", "5%"], "expected no --read-share with --from-table"],
    [["--from-table", "T", "--days", "16"], "option --days: expected at most 15"],
    [["--items", "5", "--size", "1KB", "--days", "3"], "expected no --days with --items"],
    [
      ["--items", "5", "--size", "1KB", "--read-share", "5%"],
      "expected no --read-share with items",
    ],
    [[...RATE, "--read-share", "5%", "--reads-per-second", "1"], "--reads-per-second or"],
    [["--pattern", "spike 1000x"], 'expected a pattern as "spike 1000x every 10m"'],
    [["--pattern", "black-friday 5 to 1"], 'expected a pattern as "black-friday 1000 → 100000"'],
    [["--pattern", "tweets", "--days", "5"], "expected no --days with the pattern tweets"],
  ])("%j", async (args, expected) => {
    const { code, line } = await refusal(...args);
    expect(code).toBe(2);
    expect(line).toContain(expected);
  });
});

describe("options that are none", () => {
  it.each([
    [["--items", "-5", "--size", "1KB"], "option --items: expected a whole number"],
    [["--per-second", "many", "--size", "1KB"], "option --per-second: expected up to 100M"],
    [["--per-second", "2000M", "--size", "1KB"], "option --per-second: expected up to 100M"],
    [["--items", "1e99", "--size", "1KB"], "option --items: expected a whole number"],
    [["--items", "2000000M", "--size", "1KB"], "option --items: expected a whole number"],
    [["--per-second", "1", "--size", "1MB"], "option --size: expected a size"],
    [["--per-second", "1", "--size", "401KB"], "expected items of 1 byte to 409,600 bytes"],
    [[...RATE, "--hot-key", "20%"], "option --hot-key: expected a key and its part"],
    [[...RATE, "--hot-key", "a=120%"], "option --hot-key: expected a key and its part"],
    [
      [...RATE, "--hot-key", "a=60%", "--hot-key", "b=60%"],
      "hot keys of the table that are at most",
    ],
    [[...RATE, "--read-share", "120%"], "option --read-share: expected a part"],
    [[...RATE, "--within", "15"], "option --within: expected a time"],
    [[...RATE, "--within", "31d"], "option --within: expected a time of up to 30 days"],
    [[...RATE, "--retry", "every 31d"], "option --retry: expected none"],
    [[...RATE, "--retry", "often"], "option --retry: expected none"],
    [[...RATE, "--strategies", "fast"], "option --strategies: expected some of on-demand,"],
    [[...RATE, "--capacity", "0"], "option --capacity: expected a whole number"],
    [[...RATE, "--capacity", "1000000M"], "expected a whole number of units from 1 to 100M"],
    [[...RATE, "--warm", "101M"], "option --warm: expected a whole number of units from 1 to"],
    [[...RATE, "--max-units", "101M"], "option --max-units: expected a whole number of units"],
    [[...RATE, "--days", "100000"], "expected at most 366 days of 1 write a second"],
    [["--per-second", "1", "--size", "9".repeat(400)], "option --size: expected a size"],
    [["--pattern", "daily", "--days", "100000"], "at most 366 days of the pattern daily"],
    [[...RATE, "--capacity", "9", "--max-units", "5"], "at most the maximum, 5; came 9"],
    [[...RATE, "--region", "mars-1"], "expected a region whose prices come along"],
    [[...RATE, "--prices", "/nowhere/prices.json"], "expected AWS's price lists in"],
  ])("%j", async (args, expected) => {
    const { code, line } = await refusal(...args);
    expect(code).toBe(2);
    expect(line).toContain(expected);
  });

  it("have the hint that helps: units where a number was expected, else the help", async () => {
    const hintOf = async (...args: readonly string[]) =>
      (await runHere(["plan", ...RATE, ...args])).stderr.split("\n")[1];
    expect(await hintOf("--capacity", "1KB")).toContain("k is 1,000");
    expect(await hintOf("--strategies", "fast")).toContain("See spillway plan --help");
  });

  it("are one document with --json", async () => {
    const { code, stdout } = await runHere(["plan", "--per-second", "1", "--json"]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "PLAN_OPTIONS_CONFLICT" } });
  });
});
