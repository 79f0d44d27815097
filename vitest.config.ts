import { defineConfig } from "vitest/config";

// Unit and property tests of one package: `pnpm test` there, or in every package by turbo.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/**/*.integration.test.ts"],
    // A property test of a second takes many where the machine is busy with something else.
    testTimeout: 120_000,
    // One second by default, which a busy machine takes for anything.
    expect: { poll: { timeout: 60_000 } },
    // Most of the time of a short test goes into loading its modules: each process loads them once.
    isolate: false,
    passWithNoTests: true,
    reporters: ["default", ["json", { outputFile: ".vitest/results.json" }]],
  },
});
