import { expect, it } from "vitest";
import { CHAPTERS, LEAST_REQUESTS } from "../src/conformance/chapters.ts";
import { conformanceReport, faultsOf } from "../src/conformance/conformance-report.ts";
import { runConformance } from "../src/conformance/run-conformance.ts";

/** Against a hang: it took two minutes while much else ran. */
const LIMIT_MS = 480_000;

it(
  "answers every request through the proxy as the engine does, but for what is documented",
  async () => {
    const result = await runConformance(CHAPTERS);
    expect(faultsOf(result, LEAST_REQUESTS), conformanceReport(result)).toEqual([]);
  },
  LIMIT_MS,
);
