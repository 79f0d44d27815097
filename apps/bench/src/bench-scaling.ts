// Thirty virtual days of each shape, under everyone who can steer a table's capacity: throttled writes,
// unit-hours, dollars, decreases.
// `pnpm bench --scaling [--seed N] [--shape NAME …] [--retry] [--json] [--html FILE]`
import { parseArgs } from "node:util";
import { readPageAssets, writePage } from "@spillway/report-page";
import { CONDITIONS, RETRIES, runShape } from "./scaling/run-scaling.ts";
import { CHART_POINTS, scalingPage } from "./scaling/scaling-page.ts";
import { scalingShapes } from "./scaling/scaling-shapes.ts";
import { figuresOf, scalingText } from "./scaling/scaling-text.ts";

const { values } = parseArgs({
  options: {
    scaling: { type: "boolean" },
    seed: { type: "string", default: "1" },
    shape: { type: "string", multiple: true },
    json: { type: "boolean", default: false },
    html: { type: "string" },
    retry: { type: "boolean", default: false },
  },
});

const startedMs = performance.now();
const shapes = scalingShapes(Number(values.seed))
  .filter(({ name }) => values.shape?.includes(name) ?? true)
  .map((pattern) =>
    runShape(pattern, {
      whenThrottled: values.retry ? RETRIES : "lost",
      seriesPoints: CHART_POINTS,
    }),
  );
const seconds = (performance.now() - startedMs) / 1_000;
if (values.json) {
  const results = shapes.map(({ shape, results }) => ({
    shape,
    results: Object.fromEntries(
      Object.entries(results).map(([key, result]) => [key, figuresOf(result)]),
    ),
  }));
  console.log(JSON.stringify({ conditions: { ...CONDITIONS, seconds }, results }, undefined, 2));
} else {
  console.log(scalingText(shapes));
  console.log(`Simulated in ${seconds.toFixed(1)} s.`);
}
if (values.html !== undefined) {
  const conditions = `A table with one index that every write reaches, from 10 to 10,000 write units, target 70 %. UPDATING takes ${CONDITIONS.updatingMs / 1_000} s, ${CONDITIONS.burstSeconds} s of burst; decreases: ${CONDITIONS.decreaseRule}. ${values.retry ? `Throttled writes are tried again every ${RETRIES.retryEverySeconds} s, for ${RETRIES.giveUpAfterSeconds} s.` : "Throttled writes are lost."} Simulated, with the admission that capacity-proxy has; seed ${values.seed}.`;
  await writePage(values.html, scalingPage(shapes, conditions, await readPageAssets()));
}
