import { defineConfig } from "vitest/config";

// Tests of the whole: the floor rule, the scripts, the zips, the demo on the local cloud, its report.
// One file at a time: they share one machine's ports and one checkout's .spillway folder.
export default defineConfig({
  test: {
    include: ["scripts/tests/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 600_000,
    reporters: ["default", ["json", { outputFile: ".vitest/end-to-end-results.json" }]],
  },
});
