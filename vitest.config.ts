import { defineConfig } from "vitest/config";

// Unit and property tests of one package: `pnpm test` there, or in every package by turbo.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/**/*.integration.test.ts"],
    // Against a hang, not for speed: a second's work takes many where the machine is busy with something else.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // One second by default, which a busy machine takes for anything.
    expect: { poll: { timeout: 180_000 } },
    // Most of the time of a short test goes into loading its modules: each process loads them once.
    isolate: false,
    passWithNoTests: true,
  },
});
