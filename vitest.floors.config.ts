import { defineConfig } from "vitest/config";

// The floor rule: `pnpm lint:floors`, beside the linter, since it reads only the sources.
export default defineConfig({
  test: {
    include: ["scripts/tests/floors.test.ts"],
    testTimeout: 300_000,
    reporters: ["default", ["json", { outputFile: ".vitest/floors-results.json" }]],
  },
});
