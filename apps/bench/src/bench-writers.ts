// How fast writeAll writes beside other ways, in CPU and memory too.
// `pnpm bench [--quick] [--json] [--place null|local|proxy …] [--only NAME …] [--items N] [--runs N]`
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { encodeItem } from "@spillway/item";
import { benchItem } from "./writing/bench-items.ts";
import { hasBoto3, type Measure, measure } from "./writing/measure.ts";
import { localPlace, nullPlace, type Place, proxyPlace } from "./writing/places.ts";
import { type Conditions, printed, type Result, summary } from "./writing/results.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    place: { type: "string", multiple: true, default: ["null", "local", "proxy"] },
    only: { type: "string", multiple: true, default: [] },
    items: { type: "string" },
    runs: { type: "string" },
  },
});

const NODE = ["spillway-wire", "spillway-sdk", "document-client", "batch-iterator"];
const LOADS = ["spillway-load", "spillway-load-jsonl"];
const CONTENDERS = [...NODE, "dynamodb-toolbox", "bare-loop", ...LOADS];
/** Items a run, by place: enough for some seconds of the quick ones. */
const ITEMS: Readonly<Record<string, number>> = { null: 200_000, local: 20_000, proxy: 10_000 };
/** A million lines: so many that the start of the command does not count. */
const LOAD_FACTOR = 5;
const PLACES: Readonly<Record<string, () => Promise<Place>>> = {
  null: () => nullPlace(),
  local: localPlace,
  proxy: proxyPlace,
};
const RUN_TIMEOUT_MS = 300_000;

const all = (await hasBoto3()) ? [...CONTENDERS, "boto3"] : CONTENDERS;
const contenders = values.only.length > 0 ? values.only : all;
const runs = Number(values.runs ?? (values.quick ? 1 : 5));
const conditions: Conditions = {
  cpu: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  node: process.version,
  itemBytes: encodeItem(benchItem(123_456)).bytes,
  runs,
};

const results: Result[] = [];
for (const name of values.place) {
  const start = PLACES[name];
  if (start === undefined) throw new Error(`--place: expected null, local or proxy; came ${name}`);
  const place = await start();
  try {
    results.push(...(await resultsAt(place, itemsAt(name))));
  } finally {
    await place.close();
  }
}
console.log(
  values.json
    ? JSON.stringify({ conditions, results }, undefined, 2)
    : printed(conditions, results),
);

function itemsAt(place: string): number {
  const items = Number(values.items ?? ITEMS[place]);
  return values.quick && values.items === undefined ? Math.ceil(items / 10) : items;
}

/** Round by round, so that what disturbs the machine for a while disturbs every contender. */
async function resultsAt(place: Place, count: number): Promise<Result[]> {
  const measured = new Map<string, Measure[]>(contenders.map((name) => [name, []]));
  const failures = new Map<string, string>();
  const warmUp = Math.ceil(count / 10);
  for (let run = 0; run < runs; run += 1) {
    for (const [name, measures] of measured) {
      if (failures.has(name)) continue;
      process.stderr.write(`${place.name}: ${name}, run ${run + 1} of ${runs}\n`);
      try {
        const target = await place.target();
        const items = { from: 0, count: countOf(place, name, count), warmUp };
        measures.push(await measure(name, target, items, RUN_TIMEOUT_MS));
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        failures.set(name, /Error: .*/.exec(text)?.[0] ?? text.slice(0, 200));
      }
    }
  }
  return [...measured].map(([name, measures]) =>
    summary({
      place,
      contender: name,
      count: countOf(place, name, count),
      measures,
      failure: failures.get(name),
    }),
  );
}

function countOf({ name }: Place, contender: string, count: number): number {
  return LOADS.includes(contender) && name === "null endpoint" ? count * LOAD_FACTOR : count;
}
