// A product that everybody wants at once, in carts that are keyed by user and in carts that are keyed by product:
// on DynamoDB Local behind capacity-proxy, in virtual time.
// `pnpm bench --cart-keys [--peak N] [--hot PERCENT] [--seconds N] [--seed N] [--json] [--html FILE]`
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { formatCount, readPageAssets, writePage } from "@spillway/report-page";
import { startDynamoDbLocal } from "@spillway/testkit";
import { KEY_CHOICES } from "./carts/keys/key-choices.ts";
import type { Launch } from "./carts/keys/launch.ts";
import { launchPage } from "./carts/keys/launch-page.ts";
import { launchText } from "./carts/keys/launch-text.ts";
import { type LaunchResult, runLaunch } from "./carts/keys/run-launch.ts";
import { wholeNumber } from "./carts/whole-number.ts";

const { values } = parseArgs({
  options: {
    "cart-keys": { type: "boolean" },
    peak: { type: "string", default: "2500" },
    hot: { type: "string", default: "70" },
    seconds: { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    html: { type: "string" },
  },
});
const seed = wholeNumber("--seed", values.seed, { least: 0 });
const launch: Launch = {
  usual: 100,
  // A new table on demand takes 4,000 units a second: beyond that it is not the key that throttles.
  peak: wholeNumber("--peak", values.peak, { least: 1, most: 4_000 }),
  hotShare: wholeNumber("--hot", values.hot, { least: 1, most: 99 }) / 100,
  quietSeconds: 2,
  peakSeconds: wholeNumber("--seconds", values.seconds, { least: 1, most: 60 }),
  users: 100_000,
  products: 200,
};

const startedMs = performance.now();
const engine = await startDynamoDbLocal();
const results: LaunchResult[] = [];
try {
  for (const choice of KEY_CHOICES) {
    process.stderr.write(`keys ${choice.name}\n`);
    results.push(await runLaunch(engine.endpoint, choice, launch, seed));
  }
} finally {
  await engine.close();
}
const conditions = {
  place: "DynamoDB Local behind capacity-proxy, tables on demand, virtual time",
  ...{ cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, node: process.version },
  ...{ seed, seconds: (performance.now() - startedMs) / 1_000 },
};
const { place, cpu, cores, node, seconds } = conditions;
const said = `${place}; ${formatCount(launch.users)} users, ${launch.products} products, seed ${seed}. A throttled add is not tried again. By product there is an index by user too: without it nobody's cart can be read. Run in ${seconds.toFixed(0)} s on ${cpu}, ${cores} cores, Node ${node}.`;
console.log(
  values.json
    ? JSON.stringify({ conditions, launch, results }, undefined, 2)
    : `${launchText(launch, results)}\n\n${said}`,
);
if (values.html !== undefined) {
  await writePage(values.html, launchPage(launch, results, said, await readPageAssets()));
}
