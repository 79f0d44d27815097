import { defineConfig } from "vitest/config";
import { TakeDownLast } from "./scripts/tests/cloud/take-down-last.ts";

// Tests of the whole: the demo on the local cloud, its report, what other clients see, the destroy.
// One local cloud and one apply for all of them, one file at a time.
export default defineConfig({
  test: {
    include: ["scripts/tests/cloud/**/*.test.ts"],
    globalSetup: ["scripts/tests/cloud/deploy-for-all.ts"],
    fileParallelism: false,
    sequence: { sequencer: TakeDownLast },
    // Against a hang, not for speed.
    testTimeout: 600_000,
    // One second by default, which a busy machine takes for anything.
    expect: { poll: { timeout: 180_000 } },
    hookTimeout: 600_000,
    reporters: ["default", ["json", { outputFile: ".vitest/end-to-end-results.json" }]],
  },
});
