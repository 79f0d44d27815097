// How fast a file is measured, beside `spillway load` of the same file into a table with an index that answers at
// once: in pairs, each in a process of its own.
// `pnpm bench --measure [--bytes N] [--pairs N] [--format csv|jsonl …] [--json]`
import { execFile } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { median } from "./median.ts";
import { type Format, generatedText, writeGenerated } from "./reading/generated.ts";
import { bundleOf } from "./writing/bundle.ts";
import { nullPlace } from "./writing/places.ts";

const { values } = parseArgs({
  options: {
    measure: { type: "boolean" },
    bytes: { type: "string", default: "1000000000" },
    pairs: { type: "string", default: "3" },
    format: { type: "string", multiple: true, default: ["csv", "jsonl"] },
    json: { type: "boolean", default: false },
  },
});
const bytes = Number(values.bytes);
const pairs = Number(values.pairs);

/** What one process took for one file. */
interface Taken {
  readonly records: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMemoryMb: number;
}

/** Medians of one of the two, for one format. */
interface Result extends Taken {
  readonly format: string;
  readonly what: "load" | "measure";
  readonly fileBytes: number;
  readonly megabytesPerSecond: number;
  /** How many times as fast as the load of its pair it was. */
  readonly timesLoad: number;
}

const SAMPLED_RECORDS = 10_000;
const folder = await mkdtemp(join(tmpdir(), "spillway-measure-bench-"));
const place = await nullPlace("--index");
const results: Result[] = [];
try {
  const { endpoint } = await place.target();
  for (const format of formats(values.format)) results.push(...(await resultsOf(format, endpoint)));
} finally {
  await place.close();
  await rm(folder, { recursive: true, force: true });
}
const conditions = {
  ...{ cpu: cpus()[0]?.model, cores: cpus().length, node: process.version, pairs },
};
console.log(values.json ? JSON.stringify({ conditions, results }, undefined, 2) : text());

function formats(names: readonly string[]): readonly Format[] {
  return names.map((name) => {
    if (name === "csv" || name === "jsonl") return name;
    throw new Error(`expected csv or jsonl for --format; came ${name}`);
  });
}

async function resultsOf(format: Format, endpoint: string): Promise<Result[]> {
  const path = join(folder, `records.${format}`);
  await writeGenerated(path, format, Math.ceil(bytes / bytesPerRecord(format)));
  const taken: { readonly load: Taken[]; readonly measure: Taken[] } = { load: [], measure: [] };
  for (let pair = 0; pair < pairs; pair += 1) {
    process.stderr.write(`${format}: pair ${pair + 1} of ${pairs}\n`);
    taken.load.push(await takenBy("load", path, endpoint));
    taken.measure.push(await takenBy("measure", path, endpoint));
  }
  const { size } = await stat(path);
  await rm(path);
  const resultOf = (what: "load" | "measure"): Result => {
    const middle = (part: keyof Taken) => median(taken[what].map((one) => one[part]));
    const seconds = middle("seconds");
    return {
      ...{ format, what, fileBytes: size, seconds, records: middle("records") },
      ...{ cpuSeconds: middle("cpuSeconds"), peakMemoryMb: middle("peakMemoryMb") },
      megabytesPerSecond: size / 1e6 / seconds,
      timesLoad: median(
        taken[what].map((one, pair) => (taken.load[pair]?.seconds ?? Number.NaN) / one.seconds),
      ),
    };
  };
  return [resultOf("load"), resultOf("measure")];
}

async function takenBy(what: string, path: string, endpoint: string): Promise<Taken> {
  const program = await bundleOf(new URL("./measuring/measuring-process.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, what, path, endpoint]);
  return JSON.parse(stdout);
}

function bytesPerRecord(format: Format): number {
  const text = [...generatedText(format, SAMPLED_RECORDS)].join("");
  return Buffer.byteLength(text) / SAMPLED_RECORDS;
}

function text(): string {
  const { cpu, cores, node } = conditions;
  const lines = [
    `${cpu}, ${cores} cores, Node ${node}; medians of ${pairs} pairs; a table with one index that answers at once, in another process`,
    "                    bytes    records     MB/s   × load  CPU µs/record  peak MB",
  ];
  for (const result of results) {
    const cells = [
      `${result.format} ${result.what}`.padEnd(14),
      String(result.fileBytes).padStart(11),
      String(result.records).padStart(10),
      result.megabytesPerSecond.toFixed(1).padStart(8),
      result.timesLoad.toFixed(2).padStart(8),
      ((result.cpuSeconds / result.records) * 1e6).toFixed(2).padStart(14),
      result.peakMemoryMb.toFixed(0).padStart(8),
    ];
    lines.push(cells.join(" "));
  }
  return lines.join("\n");
}
