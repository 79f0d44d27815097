import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { root, run } from "./run-script.ts";

const folder = mkdtempSync(join(tmpdir(), "spillway-tally-"));
afterAll(() => rmSync(folder, { recursive: true }));

const PASSING = { success: true, numPassedTests: 7, numFailedTests: 0, testResults: [] };

/** What Vitest writes of one file: its tests by name, each with why it failed or nothing. */
function fileOf(name: string, tests: Readonly<Record<string, string | undefined>>, message = "") {
  const failures = Object.values(tests).filter((why) => why !== undefined);
  return {
    name: join(root, name),
    status: message !== "" || failures.length > 0 ? "failed" : "passed",
    message,
    assertionResults: Object.entries(tests).map(([fullName, why]) => ({
      fullName,
      status: why === undefined ? "passed" : "failed",
      failureMessages: why === undefined ? [] : [why],
    })),
  };
}

function reportOf(...testResults: ReturnType<typeof fileOf>[]) {
  const tests = testResults.flatMap((file) => file.assertionResults);
  const failed = tests.filter((test) => test.status === "failed").length;
  return {
    success: testResults.every((file) => file.status === "passed"),
    numPassedTests: tests.length - failed,
    numFailedTests: failed,
    testResults,
  };
}

async function tally(...reports: readonly (object | string)[]) {
  const files = reports.map((report, index) => {
    const file = join(folder, `results-${index}.json`);
    rmSync(file, { force: true });
    if (typeof report !== "string") writeFileSync(file, JSON.stringify(report));
    else if (report !== "missing") writeFileSync(file, report);
    return file;
  });
  const { code, stdout, stderr } = await run("node", ["scripts/tally-vitest.ts", ...files]);
  return { code, counts: stdout.trim(), failures: stderr.trim() };
}

describe("tally-vitest.ts", () => {
  it("adds up the counts of several reports, and says nothing where all passed", async () => {
    expect(await tally(PASSING, PASSING)).toEqual({ code: 0, counts: "14 0", failures: "" });
  });

  it("names each test that failed, with why, without colours", async () => {
    const report = reportOf(
      fileOf("a.test.ts", {
        "the writer writes": undefined,
        "the writer retries": "\u001b[31mexpected 3\u001b[39m\nto be 4",
      }),
      fileOf("b.test.ts", { "the reader reads": "timed out" }),
    );
    expect(await tally(PASSING, report)).toEqual({
      code: 0,
      counts: "8 2",
      failures: [
        "FAILED a.test.ts > the writer retries",
        "    expected 3",
        "    to be 4",
        "FAILED b.test.ts > the reader reads",
        "    timed out",
      ].join("\n"),
    });
  });

  it("shows the first lines of a long message", async () => {
    const log = Array.from({ length: 500 }, (_, index) => `line ${index + 1}`).join("\n");
    const { failures } = await tally(reportOf(fileOf("a.test.ts", { "one test": log })));
    expect(failures.split("\n").at(-1)).toBe("    line 12");
  });

  it("counts a file that could not be loaded as one failure, and says why", async () => {
    const report = reportOf(
      fileOf("good.test.ts", { works: undefined }),
      fileOf("bad.test.ts", {}, "Cannot find module"),
    );
    expect(await tally(report)).toEqual({
      code: 0,
      counts: "1 1",
      failures: "FAILED bad.test.ts\n    Cannot find module",
    });
  });

  it.each([
    ["missing", /^FAILED no test report in .*results-0\.json: ENOENT/],
    ["{ cut", /^FAILED no test report in .*results-0\.json: /],
    [{ ...PASSING, success: false }, /^FAILED the run of .*results-0\.json, outside of its tests$/],
  ])("never takes a run that died for one that passed: %j", async (report, said) => {
    const { counts, failures } = await tally(report, PASSING);
    expect(counts).toMatch(/ 1$/);
    expect(failures).toMatch(said);
  });
});
