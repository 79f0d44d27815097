// The stream processor beside Powertools' batch processor with the same sinks done by hand.
// `pnpm bench --capture [--records N] [--rounds N] [--size N] [--only NAME] [--json]`
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { type CaptureResult, captureReport, resultOf } from "./capturing/capture-results.ts";
import { handlerModules } from "./capturing/handler-modules.ts";
import { type HandlerMeasure, measureHandler } from "./capturing/measure-handler.ts";
import { childOf } from "./proxying/child-process.ts";

const { values } = parseArgs({
  options: {
    capture: { type: "boolean" },
    json: { type: "boolean", default: false },
    records: { type: "string", default: "100000" },
    rounds: { type: "string", default: "5" },
    size: { type: "string", multiple: true, default: ["10", "100", "1000"] },
    only: { type: "string", multiple: true },
  },
});
/** One object a record takes so long that a small part has to do. */
const SHARES: Readonly<Record<string, number>> = { "powertools-per-record": 0.04 };
const WARM_UP_SHARE = 0.25;

const rounds = Number(values.rounds);
const { handlers, runner } = await handlerModules();
const names = values.only ?? [...handlers.keys()];
const services = await childOf("../capturing/null-services.ts");
const results: CaptureResult[] = [];
try {
  for (const size of values.size.map(Number)) {
    const measured = new Map<string, HandlerMeasure[]>(names.map((name) => [name, []]));
    const batchesOf = (name: string) =>
      Math.max(1, Math.round((Number(values.records) * (SHARES[name] ?? 1)) / size));
    for (let round = 0; round < rounds; round += 1) {
      // In turns, so that what else the machine does is shared.
      for (const name of names) {
        const batches = batchesOf(name);
        const run = { size, batches, warmUp: Math.ceil(batches * WARM_UP_SHARE) };
        const one = await measureHandler(runner, handlers.get(name) ?? "", services, run);
        measured.get(name)?.push(one);
      }
    }
    for (const name of names) {
      results.push(resultOf(name, size, batchesOf(name) * size, measured.get(name) ?? []));
    }
  }
} finally {
  await services.close();
}
const conditions = {
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  node: process.version,
  rounds,
  records: Number(values.records),
};
console.log(
  values.json
    ? JSON.stringify({ conditions, results }, undefined, 2)
    : captureReport(conditions, results),
);
