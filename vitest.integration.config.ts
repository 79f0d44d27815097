import { defineConfig } from "vitest/config";
import { LongFirst } from "./scripts/tests/long-first.ts";

const ALL = ["packages/*/test/**/*.integration.test.ts", "apps/*/test/**/*.integration.test.ts"];
/** Each needs the cores for itself: it keeps them busy for minutes, or asks how fast a writer is. */
const ALONE = [
  "apps/cli/test/capture/*.integration.test.ts",
  "packages/table-writer/test/faults-at-once.integration.test.ts",
  "packages/table-writer/test/write-all.integration.test.ts",
];
const SETUP = {
  globalSetup: ["packages/testkit/src/integration-setup.ts"],
  setupFiles: ["packages/testkit/src/integration-worker.ts"],
};

// Tests against DynamoDB Local and other real programs: `pnpm test:integration`, from the root.
export default defineConfig({
  test: {
    // Against a hang, not for speed: three files at once beside the end-to-end tests can each be slow.
    testTimeout: 300_000,
    // One second by default, which a busy machine takes for anything.
    expect: { poll: { timeout: 180_000 } },
    hookTimeout: 300_000,
    passWithNoTests: false,
    // A process for each file would load the SDK 50 times. What a file starts, it ends.
    isolate: false,
    sequence: { sequencer: LongFirst },
    reporters: ["default", ["json", { outputFile: ".vitest/integration-results.json" }]],
    projects: [
      {
        extends: true,
        test: {
          name: "integration",
          include: ALL,
          exclude: ALONE,
          ...SETUP,
          // Many of them wait (for a killed load, for capacity that comes back): more at once than there are cores.
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "alone",
          include: ALONE,
          ...SETUP,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
