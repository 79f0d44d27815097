// Whether memory stays the same however long a range of an object in S3 is: one of `--bytes` and one of a tenth
// are loaded, each in a process of its own, from S3 and into a table that answer at once.
// `pnpm --filter @spillway/bench bench:range [--bytes N] [--runs N] [--json]`
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { median } from "./median.ts";
import { childOf } from "./proxying/child-process.ts";
import { generatedText, writeGenerated } from "./reading/generated.ts";
import { bundleOf } from "./writing/bundle.ts";

const { values } = parseArgs({
  options: {
    bytes: { type: "string", default: "1073741824" },
    runs: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
});
const bytes = Number(values.bytes);
const runs = Number(values.runs);

/** What the load of one range took. */
interface RangeMeasure {
  readonly bytes: number;
  readonly records: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMemoryMb: number;
}

const SAMPLED_RECORDS = 10_000;
const [, sample = ""] = generatedText("csv", SAMPLED_RECORDS);
const bytesPerRecord = sample.length / (sample.split("\n").length - 1);
const folder = await mkdtemp(join(tmpdir(), "spillway-range-bench-"));
const measured: { readonly tenth: RangeMeasure[]; readonly whole: RangeMeasure[] } = {
  ...{ tenth: [], whole: [] },
};
try {
  const path = join(folder, "records.csv");
  // A little longer than the range: it ends within the object.
  await writeGenerated(path, "csv", Math.ceil((bytes * 1.02) / bytesPerRecord));
  const services = await childOf("../jobs/job-services.ts", [path]);
  try {
    for (let run = 0; run < runs; run += 1) {
      measured.tenth.push(await rangeOf(services.url, Math.ceil(bytes / 10)));
      measured.whole.push(await rangeOf(services.url, bytes));
    }
  } finally {
    await services.close();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
const results = [medians(measured.tenth), medians(measured.whole)];
const conditions = {
  ...{ cpu: cpus()[0]?.model, cores: cpus().length, node: process.version, runs },
};
console.log(values.json ? JSON.stringify({ conditions, results }, undefined, 2) : text());

async function rangeOf(endpoint: string, rangeBytes: number): Promise<RangeMeasure> {
  process.stderr.write(`${rangeBytes} bytes\n`);
  const program = await bundleOf(new URL("./jobs/range-process.ts", import.meta.url));
  const args = [program, endpoint, "s3://bench/records.csv", "0", String(rangeBytes)];
  return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout);
}

function medians(of: readonly RangeMeasure[]): RangeMeasure {
  const middle = (part: keyof RangeMeasure) => median(of.map((measure) => measure[part]));
  return {
    bytes: middle("bytes"),
    records: middle("records"),
    seconds: middle("seconds"),
    cpuSeconds: middle("cpuSeconds"),
    peakMemoryMb: middle("peakMemoryMb"),
  };
}

function text(): string {
  const { cpu, cores, node } = conditions;
  const lines = [
    `${cpu}, ${cores} cores, Node ${node}; medians of ${runs}; CSV, S3 and a table that answer at once, in another process`,
    "        bytes    records    records/s  CPU µs/record  peak MB",
  ];
  for (const result of results) {
    const { seconds, cpuSeconds, records, peakMemoryMb } = result;
    const cells = [
      String(result.bytes).padStart(13),
      String(records).padStart(10),
      (records / seconds).toFixed(0).padStart(12),
      ((cpuSeconds / records) * 1e6).toFixed(2).padStart(14),
      peakMemoryMb.toFixed(0).padStart(8),
    ];
    lines.push(cells.join(" "));
  }
  return lines.join("\n");
}
