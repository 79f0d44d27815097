import { defineConfig } from "vitest/config";

// Tests against DynamoDB Local and other real programs: `pnpm test:integration`, from the root.
export default defineConfig({
  test: {
    include: ["packages/*/test/**/*.integration.test.ts", "apps/*/test/**/*.integration.test.ts"],
    globalSetup: ["packages/testkit/src/integration-setup.ts"],
    // Many of them wait (for a killed load, for capacity that comes back): more at once than there are cores.
    maxWorkers: 4,
    // Against a hang, not for speed: four files at once beside the end-to-end tests can each be slow.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    passWithNoTests: false,
    reporters: ["default", ["json", { outputFile: ".vitest/integration-results.json" }]],
  },
});
