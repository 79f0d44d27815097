// Whether memory and time per record stay the same however long the source: `--records` and a tenth
// of them through `writeAll` and the wire transport, on an endpoint that answers at once.
// `pnpm --filter @spillway/bench bench:memory [--records N] [--runs N] [--json]`
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { encodeItem } from "@spillway/item";
import { median } from "./median.ts";
import { benchItem } from "./writing/bench-items.ts";
import { measure } from "./writing/measure.ts";
import { nullPlace } from "./writing/places.ts";

const { values } = parseArgs({
  options: {
    records: { type: "string", default: "10000000" },
    runs: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
});
const records = Number(values.records);
const runs = Number(values.runs);
if (!(Number.isInteger(records) && records >= 10 && Number.isInteger(runs) && runs >= 1)) {
  throw new Error("--records: expected a whole number of at least 10; --runs: of at least 1");
}

/** Written first in each process and not timed, so that starting up does not count for the shorter. */
const WARM_UP = 100_000;
const RUN_TIMEOUT_MS = 3_600_000;

/** What one record took in a process that wrote so many. */
interface Result {
  readonly records: number;
  readonly peakMemoryMb: number;
  readonly microseconds: number;
  readonly cpuMicroseconds: number;
}

const short: Result[] = [];
const long: Result[] = [];
const place = await nullPlace();
try {
  // In turn, so that what disturbs the machine for a while disturbs both.
  for (let run = 0; run < runs; run += 1) {
    short.push(await resultOf(Math.ceil(records / 10)));
    long.push(await resultOf(records));
  }
} finally {
  await place.close();
}
const results = [medians(short), medians(long)] as const;
const conditions = {
  cpu: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  node: process.version,
  itemBytes: encodeItem(benchItem(123_456)).bytes,
  endpoint: place.conditions,
  warmUp: WARM_UP,
  runs,
};
const ratios = {
  peakMemory: results[1].peakMemoryMb / results[0].peakMemoryMb,
  time: results[1].microseconds / results[0].microseconds,
  cpuTime: results[1].cpuMicroseconds / results[0].cpuMicroseconds,
};
console.log(values.json ? JSON.stringify({ conditions, results, ratios }, undefined, 2) : text());

async function resultOf(count: number): Promise<Result> {
  process.stderr.write(`${count} records\n`);
  const items = { from: 0, count, warmUp: WARM_UP };
  const { seconds, cpuSeconds, peakMemoryMb } = await measure(
    "spillway-wire",
    await place.target(),
    items,
    RUN_TIMEOUT_MS,
  );
  return {
    records: count,
    peakMemoryMb,
    microseconds: (seconds / count) * 1e6,
    cpuMicroseconds: (cpuSeconds / count) * 1e6,
  };
}

function medians(of: readonly Result[]): Result {
  const middle = (part: keyof Result) => median(of.map((result) => result[part]));
  return {
    records: middle("records"),
    peakMemoryMb: middle("peakMemoryMb"),
    microseconds: middle("microseconds"),
    cpuMicroseconds: middle("cpuMicroseconds"),
  };
}

function text(): string {
  const { cpu, cores, node, itemBytes, endpoint, warmUp } = conditions;
  const lines = [
    `${cpu}, ${cores} cores, Node ${node}; medians of ${runs}`,
    `wire transport, ${endpoint}; generated items of ${itemBytes} bytes, ${warmUp} more to warm up`,
    row("records", ["peak MB", "µs/record", "CPU µs/record"]),
  ];
  for (const { records: count, peakMemoryMb, microseconds, cpuMicroseconds } of results) {
    const cells = [peakMemoryMb.toFixed(0), microseconds.toFixed(2), cpuMicroseconds.toFixed(2)];
    lines.push(row(String(count), cells));
  }
  const of = [ratios.peakMemory, ratios.time, ratios.cpuTime].map((ratio) => ratio.toFixed(3));
  return [...lines, row("ratio", of)].join("\n");
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(12) + cells.map((cell) => cell.padStart(15)).join("");
}
