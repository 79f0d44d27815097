// Whether capacity-proxy answers as the engine behind it: each request is sent to both and compared.
// `pnpm bench --conformance [--chapter NAME …] [--control] [--json]`
import { parseArgs } from "node:util";
import { CHAPTERS, LEAST_REQUESTS } from "./conformance/chapters.ts";
import { conformanceReport, faultsOf } from "./conformance/conformance-report.ts";
import { runConformance } from "./conformance/run-conformance.ts";

const names = CHAPTERS.map(({ name }) => name);
const { values } = parseArgs({
  options: {
    conformance: { type: "boolean" },
    chapter: { type: "string", multiple: true, default: names },
    control: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const unknown = values.chapter.find((name) => !names.includes(name));
if (unknown !== undefined) {
  throw new Error(`--chapter: expected one of ${names.join("; ")}; came ${unknown}`);
}

const chosen = CHAPTERS.filter(({ name }) => values.chapter.includes(name));
// The documented differences occur only in a whole run, and only with a proxy.
const isWhole = chosen.length === CHAPTERS.length && !values.control;
const result = await runConformance(chosen, { control: values.control });
const { documented, ...rest } = result;
const occurred = [...documented].map(([{ name, reason }, times]) => ({ name, reason, times }));
console.log(
  values.json
    ? JSON.stringify({ ...rest, documented: occurred }, undefined, 2)
    : conformanceReport(result, isWhole),
);
const faults = isWhole ? faultsOf(result, LEAST_REQUESTS) : result.others;
if (faults.length > 0) process.exitCode = 1;
