// How long thirty virtual days of traffic by the second take to plan, by every strategy together and by each
// alone, and with how much memory.
// `pnpm bench --plan-speed [--days N] [--shape daily|spikes] [--json]`
import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { STRATEGIES } from "@spillway/planner";
import { type PlanSpeed, planSpeed, speedText } from "./planning/plan-speed.ts";
import { SPEED_SHAPES, speedPattern } from "./planning/speed-patterns.ts";

/** So small a heap that what is not needed any more is collected at once, and does not count. */
const SMALL_HEAP = ["--max-semi-space-size=1", "--max-old-space-size=32"];

const { values } = parseArgs({
  options: {
    "plan-speed": { type: "boolean" },
    days: { type: "string", default: "30" },
    shape: { type: "string", default: "daily" },
    /** One strategy, in this process; `all`: together. */
    only: { type: "string" },
    json: { type: "boolean", default: false },
  },
});
const days = Number(values.days);
const shape = SPEED_SHAPES.find((name) => name === values.shape);
if (!(Number.isInteger(days) && days >= 1) || shape === undefined) {
  throw new Error(
    `--days: expected a whole number of at least 1; --shape: ${SPEED_SHAPES.join(", ")}`,
  );
}

if (values.only !== undefined) {
  const only = STRATEGIES.filter((key) => values.only === "all" || key === values.only);
  console.log(JSON.stringify(planSpeed(speedPattern(shape, days), only)));
} else {
  const planned = STRATEGIES.filter((key) => key !== "direct" && key !== "import");
  const results = ["all", ...planned].map((only) => ({ only, ...inProcesses(only) }));
  const conditions = {
    ...{ cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, node: process.version },
    ...{ days, shape, seconds: days * 86_400 },
  };
  if (values.json) console.log(JSON.stringify({ conditions, results }, undefined, 2));
  else {
    console.log(`${days} days of ${shape} traffic by the second, a table with an index.`);
    console.log(speedText(results));
  }
}

/** In processes of their own: one for the time, and one with a small heap for the memory. */
function inProcesses(only: string): PlanSpeed {
  const { milliseconds, cpuMilliseconds } = inProcess(only, []);
  const { grownMb, keptMb } = inProcess(only, SMALL_HEAP);
  return { milliseconds, cpuMilliseconds, grownMb, keptMb };
}

function inProcess(only: string, flags: readonly string[]): PlanSpeed {
  const args = [...flags, "--no-warnings", import.meta.filename, "--only", only];
  const run = spawnSync(
    process.execPath,
    [...args, "--days", String(days), "--shape", shape ?? ""],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  if (run.status !== 0) throw new Error(`planning ${only} ended with ${run.status}`);
  return JSON.parse(run.stdout) as PlanSpeed;
}
