import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

/**
 * Prints "<passed> <failed>", the sums of Vitest's JSON reports named as arguments, and on standard
 * error what failed: each test with the first lines of its message.
 *
 * A report that is missing or unreadable counts as one failure, as does a test file that failed to
 * load and so holds no test: a run that died must not look like a run that passed.
 */
interface VitestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly FileResult[];
}

interface FileResult {
  readonly name: string;
  readonly status: string;
  /** Why the file could not be loaded, or empty. */
  readonly message: string;
  readonly assertionResults: readonly TestResult[];
}

interface TestResult {
  readonly status: string;
  readonly fullName: string;
  readonly failureMessages: readonly string[] | null;
}

/** A message may hold a whole log: its first lines say what was wrong, and the part's log has the rest. */
const MESSAGE_LINES = 12;

let passed = 0;
let failed = 0;
for (const file of process.argv.slice(2)) {
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as VitestReport;
    passed += report.numPassedTests;
    if (report.success) continue;
    failed += Math.max(1, report.numFailedTests);
    const failures = report.testResults.flatMap(failuresOf);
    if (failures.length === 0)
      failures.push(`FAILED the run of ${here(file)}, outside of its tests`);
    for (const failure of failures) console.error(failure);
  } catch (error) {
    failed += 1;
    console.error(
      `FAILED no test report in ${here(file)}: ${error instanceof Error ? error.message : error}`,
    );
  }
}
console.log(`${passed} ${failed}`);

function failuresOf({ name, status, message, assertionResults }: FileResult): string[] {
  const failedTests = assertionResults.filter((test) => test.status === "failed");
  const failures = failedTests.map((test) =>
    failure(`${here(name)} > ${test.fullName}`, (test.failureMessages ?? []).join("\n")),
  );
  // A file that could not be loaded, or whose hooks failed, has no test that says so.
  if (status === "failed" && failures.length === 0) failures.push(failure(here(name), message));
  return failures;
}

function failure(what: string, message: string): string {
  const lines = stripVTControlCharacters(message).trim().split("\n");
  const shown = lines.slice(0, MESSAGE_LINES).map((line) => `    ${line}`);
  return [`FAILED ${what}`, ...shown].join("\n");
}

function here(file: string): string {
  return relative(process.cwd(), file) || file;
}
