// What `spillway plan` predicts beside what happens: loads are planned, and then run behind capacity-proxy.
// `pnpm bench --plan [--load TEXT …] [--json]`
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { startDynamoDbLocal } from "@spillway/testkit";
import { checkLoad } from "./planning/check-load.ts";
import { BENCH_LOADS } from "./planning/loads/bench-loads.ts";
import { items, provisioned, withIndex } from "./planning/loads/bench-tables.ts";
import type { PlannedLoad } from "./planning/loads/planned-load.ts";
import { isUnproven, type PlanBenchResult } from "./planning/plan-bench-result.ts";
import { planText } from "./planning/plan-text.ts";
import { runLoad } from "./planning/runs/run-load.ts";
import { childOf } from "./proxying/child-process.ts";

const { values } = parseArgs({
  options: {
    plan: { type: "boolean" },
    load: { type: "string", multiple: true },
    json: { type: "boolean", default: false },
  },
});
const chosen = BENCH_LOADS.filter(
  ({ name }) => values.load?.some((text) => name.includes(text)) ?? true,
);
if (chosen.length === 0) {
  const names = BENCH_LOADS.map(({ name }) => name).join("; ");
  throw new Error(`--load: expected a part of one of: ${names}; came ${values.load?.join(", ")}`);
}

/** Is run first, and told nothing of. */
const WARM_UP: PlannedLoad = {
  name: "warm-up",
  ...{ strategy: "fixed", engine: "local", burstSeconds: 1 },
  ...{ table: withIndex(provisioned(300), provisioned(300)), items: items(1), writes: 1_500 },
};

const startedMs = performance.now();
const local = await startDynamoDbLocal();
const results = new Map<PlannedLoad, PlanBenchResult>();
try {
  // An engine that has just started is slow.
  await runLoad(WARM_UP, local.endpoint);
  // Traffic needs the machine to itself; what is paced takes little of it, and goes side by side.
  const [traffic, paced] = [chosen.filter(isTraffic), chosen.filter((load) => !isTraffic(load))];
  for (const load of traffic) await check(load);
  await Promise.all(
    Array.from({ length: 3 }, async () => {
      for (let load = paced.shift(); load !== undefined; load = paced.shift()) await check(load);
    }),
  );
} finally {
  await local.close();
}

const inOrder = chosen.flatMap((load) => results.get(load) ?? []);
const seconds = (performance.now() - startedMs) / 1_000;
const conditions = {
  cpu: cpus()[0]?.model ?? "unknown",
  ...{ cores: cpus().length, node: process.version, seconds },
};
if (values.json) console.log(JSON.stringify({ conditions, results: inOrder }, undefined, 2));
else {
  console.log(planText(inOrder));
  console.log(
    `${conditions.cpu}, ${conditions.cores} cores, Node ${conditions.node}; ${seconds.toFixed(0)} s in all.`,
  );
}
if (inOrder.some(isUnproven)) process.exitCode = 1;

async function check(load: PlannedLoad): Promise<void> {
  process.stderr.write(`${load.name}\n`);
  const instant = await childOf("./instant-engine.ts");
  try {
    const engines = { local: local.endpoint, instant: instant.url };
    results.set(load, await checkLoad(load, engines));
  } finally {
    await instant.close();
  }
}

function isTraffic({ writes }: PlannedLoad): boolean {
  return typeof writes !== "number";
}
