// Carts that many shoppers change at once, while requests fail, connections are cut, the table throttles and
// processes die: is every unit in one place afterwards? Against DynamoDB Local behind capacity-proxy; then the
// seed's way through the same. `pnpm bench --cart-races [--ops 50000] [--clients 64] [--users 200]`
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { startCapacityProxy } from "@spillway/capacity-proxy";
import { startDynamoDbLocal } from "@spillway/testkit";
import { checkRace } from "./carts/races/check/check-race.ts";
import { raceText } from "./carts/races/race-text.ts";
import { ledgerContender } from "./carts/races/run/ledger-contender.ts";
import { runRace } from "./carts/races/run/run-race.ts";
import { seedContender } from "./carts/races/run/seed-contender.ts";

const { values } = parseArgs({
  options: {
    "cart-races": { type: "boolean" },
    ops: { type: "string", default: "50000" },
    "seed-ops": { type: "string", default: "5000" },
    clients: { type: "string", default: "64" },
    users: { type: "string", default: "200" },
    "write-units": { type: "string", default: "400" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
});

const FAULTS = { serverErrorRate: 0.02, dropRate: 0.02 };
const DEATH_RATE = 0.02;
/** Little is saved, so that the table throttles whenever there is more to do than its units allow. */
const BURST_SECONDS = 1;

const [operations, seedOperations] = [count("ops"), count("seed-ops", 0)];
const [clients, users, writeUnits] = [count("clients"), count("users"), count("write-units")];
const seed = count("seed", 0);

const engine = await startDynamoDbLocal();
const proxy = await startCapacityProxy({
  ...{ target: engine.endpoint, burstSeconds: BURST_SECONDS, faults: { ...FAULTS, seed } },
});
const places = { endpoint: proxy.url, stillEndpoint: engine.endpoint };
const size = { clients, users, writeUnits, seed, deathRate: DEATH_RATE };
try {
  const runs = [{ contender: ledgerContender, operations }];
  if (seedOperations > 0) runs.push({ contender: seedContender(), operations: seedOperations });
  const results = [];
  for (const run of runs) {
    const throttledBefore = throttled();
    const { race, tally, seconds } = await runRace({ ...places, ...size, ...run });
    const { units, violations } = checkRace(race);
    results.push({
      ...{ name: run.contender.name, ...tally, refused: Object.fromEntries(tally.refused) },
      orders: [...(race.orders?.values() ?? [])].flat().length,
      ...{ seconds, throttled: throttled() - throttledBefore, units, violations },
    });
  }
  const conditions = {
    ...{ cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, node: process.version },
    ...{ ...size, ...FAULTS },
  };
  console.log(
    values.json
      ? JSON.stringify({ conditions, results }, undefined, 2)
      : raceText(conditions, results),
  );
  // The seed's way is meant to fail.
  if (results[0]?.violations.length !== 0) process.exitCode = 1;
} finally {
  await proxy.close();
  await engine.close();
}

function throttled(): number {
  return proxy.metrics().reduce((sum, part) => sum + part.writeThrottleEvents, 0);
}

function count(name: Exclude<keyof typeof values, "json" | "cart-races">, min = 1): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= min) return number;
  console.error(`--${name}: expected a whole number of at least ${min}; came "${values[name]}"`);
  return process.exit(2);
}
