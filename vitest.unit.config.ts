import { defineConfig, mergeConfig } from "vitest/config";
import ofOnePackage from "./vitest.config.ts";

// Unit and property tests of all packages and apps in one run: `pnpm test:unit`, from the root. A run for each
// package loads the same modules 43 times.
export default mergeConfig(
  ofOnePackage,
  defineConfig({
    test: {
      include: ["packages/*/test/**/*.test.ts", "apps/*/test/**/*.test.ts"],
      exclude: ["**/*.integration.test.ts"],
      passWithNoTests: false,
      maxWorkers: 2,
      reporters: ["default", ["json", { outputFile: ".vitest/unit-results.json" }]],
    },
  }),
);
