import { defineConfig } from "vitest/config";

// Tests of the scripts: what they refuse, the tools that they bring, the zips that they build.
export default defineConfig({
  test: {
    include: ["scripts/tests/*.test.ts", "scripts/tests/installed/*.test.ts"],
    // A part of lint.
    exclude: ["scripts/tests/floors.test.ts"],
    maxWorkers: 2,
    testTimeout: 300_000,
    // One second by default, which a busy machine takes for anything.
    expect: { poll: { timeout: 180_000 } },
    hookTimeout: 600_000,
    reporters: ["default", ["json", { outputFile: ".vitest/scripts-results.json" }]],
  },
});
