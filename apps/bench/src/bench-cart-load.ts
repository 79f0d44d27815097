// Shoppers from a steady day to a Black Friday of a hundred times as many, in the cart as it is deployed on a local
// cloud and in the seed's way beside it: what they wait, what they get, what it costs.
// `pnpm bench --cart-load [--rate N] [--seconds N] [--seed N] [--json] [--html FILE]`
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { pricesOf } from "@spillway/capacity";
import { readPageAssets, writePage } from "@spillway/report-page";
import { loadPage } from "./carts/load/load-page.ts";
import { loadText } from "./carts/load/load-text.ts";
import { runLoad } from "./carts/load/run-load.ts";
import { blackFridayStages } from "./carts/load/stages.ts";
import { wholeNumber } from "./carts/whole-number.ts";
import { deployLocally, takeDown } from "./deployed/local-environment.ts";

const { values } = parseArgs({
  options: {
    "cart-load": { type: "boolean" },
    /** Shoppers a hundred seconds on the steady day, so: shoppers a second on Black Friday. */
    rate: { type: "string", default: "3" },
    seconds: { type: "string", default: "15" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    html: { type: "string" },
  },
});
const rate = wholeNumber("--rate", values.rate, { least: 1, most: 1_000 });
const stageSeconds = wholeNumber("--seconds", values.seconds, { least: 5, most: 600 });
const seed = wholeNumber("--seed", values.seed, { least: 0 });
const stages = blackFridayStages(rate / 100, stageSeconds);
const prices = pricesOf("us-east-1");

const startedMs = performance.now();
const note = (text: string) => process.stderr.write(`${text}\n`);
try {
  note("deploying the feature cart into a local cloud");
  const shops = await runLoad(await deployLocally("cart"), stages, { seed, prices, note });
  const conditions = {
    place: "local cloud, by HTTP API with tokens of its user pool; functions of 512 MB",
    ...{ cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, node: process.version },
    ...{ region: prices.region, pricesAsOf: prices.asOf, seed },
    seconds: (performance.now() - startedMs) / 1_000,
  };
  const { place, cpu, cores, node, region, pricesAsOf, seconds } = conditions;
  const said = `${place}. Waits are those of the local cloud on this machine (${cpu}, ${cores} cores, Node ${node}), on which the shoppers run too, tries again included. Prices of ${region} as of ${pricesAsOf}; announcing is not counted. Seed ${seed}; ${seconds.toFixed(0)} s in all.`;
  console.log(
    values.json
      ? JSON.stringify({ conditions, stages, shops }, undefined, 2)
      : `${loadText(stages, shops)}\n\n${said}`,
  );
  if (values.html !== undefined) {
    await writePage(values.html, loadPage(stages, shops, said, await readPageAssets()));
  }
} finally {
  await takeDown();
}
