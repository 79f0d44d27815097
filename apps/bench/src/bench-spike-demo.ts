// What the three strategies of the demo's spike are predicted to do, beside what they do on a local cloud.
// `pnpm bench --plan --spike-demo [--comparisons N] [--json]`
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { takeDown } from "./deployed/local-environment.ts";
import { checkSpikeDemo } from "./planning/spike-demo/check-spike-demo.ts";
import { comparedSpikes } from "./planning/spike-demo/compared-spikes.ts";
import { deploySpike } from "./planning/spike-demo/local-environment.ts";
import { spikeDemoText } from "./planning/spike-demo/spike-demo-text.ts";

/** More do not fit into the ten minutes before the schedule of the deployment sends a spike of its own. */
const MOST_COMPARISONS = 5;

const { values } = parseArgs({
  options: {
    plan: { type: "boolean" },
    "spike-demo": { type: "boolean" },
    comparisons: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
  },
});
const comparisons = Number(values.comparisons);
if (!(Number.isInteger(comparisons) && comparisons >= 1 && comparisons <= MOST_COMPARISONS)) {
  throw new Error(
    `--comparisons: expected a whole number from 1 to ${MOST_COMPARISONS}; came ${values.comparisons}`,
  );
}

const note = (text: string) => process.stderr.write(`${text}\n`);
try {
  note("deploying the feature spike into a local cloud");
  const trials = await checkSpikeDemo(await deploySpike(), comparisons, note);
  const compared = comparedSpikes(trials);
  const machine = `${cpus()[0]?.model ?? "unknown"}, ${cpus().length} cores, Node ${process.version}`;
  if (values.json) console.log(JSON.stringify({ machine, trials, compared }, undefined, 2));
  else console.log(`${spikeDemoText(trials, compared)}\n${machine}`);
  if (compared.some(({ isWithin, isWithinJitter }) => !isWithin && !isWithinJitter)) {
    process.exitCode = 1;
  }
} finally {
  await takeDown();
}
