import { readFileSync } from "node:fs";

/**
 * Prints "<passed> <failed>", the sums of Vitest's JSON reports named as arguments.
 *
 * A report that is missing or unreadable counts as one failure, as does a test file that failed to
 * load and so holds no test: a run that died must not look like a run that passed.
 */
interface VitestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}

let passed = 0;
let failed = 0;
for (const file of process.argv.slice(2)) {
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as VitestReport;
    passed += report.numPassedTests;
    failed += report.success ? 0 : Math.max(1, report.numFailedTests);
  } catch (error) {
    failed += 1;
    console.error(`no test report in ${file}: ${error instanceof Error ? error.message : error}`);
  }
}
console.log(`${passed} ${failed}`);
