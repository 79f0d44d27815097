import { defineConfig } from "vitest/config";

const ALL = ["packages/*/test/**/*.integration.test.ts", "apps/*/test/**/*.integration.test.ts"];
/** Keep both cores busy for minutes: beside them others would run out of their time. */
const HEAVY = ["apps/cli/test/capture/*.integration.test.ts"];

// Tests against DynamoDB Local and other real programs: `pnpm test:integration`, from the root.
export default defineConfig({
  test: {
    // Against a hang, not for speed: four files at once beside the end-to-end tests can each be slow.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    passWithNoTests: false,
    reporters: ["default", ["json", { outputFile: ".vitest/integration-results.json" }]],
    projects: [
      {
        extends: true,
        test: {
          name: "integration",
          include: ALL,
          exclude: HEAVY,
          globalSetup: ["packages/testkit/src/integration-setup.ts"],
          // Many of them wait (for a killed load, for capacity that comes back): more at once than there are cores.
          maxWorkers: 4,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: "heavy", include: HEAVY, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
