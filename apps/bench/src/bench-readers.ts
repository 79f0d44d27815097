// What reading costs, beside plain file reading; and whether memory stays flat at ten times the input.
// `pnpm --filter @spillway/bench bench:readers [--records N] [--runs N] [--only NAME …] [--memory]`
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { median } from "./median.ts";
import { writeGenerated } from "./reading/generated.ts";

const { values } = parseArgs({
  options: {
    records: { type: "string", default: "1000000" },
    runs: { type: "string", default: "5" },
    only: { type: "string", multiple: true, default: [] },
    memory: { type: "boolean", default: false },
  },
});

interface Measure {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMemoryMb: number;
}

const CSV = ["bytes", "csv-blocks", "csv-blocks-inferred", "csv-records", "csv-from-the-end"];
const READERS = [...CSV, "csv-parse", "json-lines-blocks", "json-lines"];
const PROCESS = fileURLToPath(new URL("./reading/reader-process.ts", import.meta.url));
const run = promisify(execFile);

const count = Number(values.records);
const readers = values.only.length > 0 ? values.only : READERS;
console.log(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${count} records`);
if (values.memory) await measureMemory();
else await measureReaders();

async function measured(reader: string, source: string, records: number): Promise<Measure> {
  const args = ["--no-warnings", PROCESS, reader, source, String(records)];
  return JSON.parse((await run(process.execPath, args)).stdout);
}

/** Round by round, so that what disturbs the machine for a while disturbs every reader. */
async function measureReaders(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "spillway-bench-"));
  try {
    const [csv, jsonl] = [join(folder, "records.csv"), join(folder, "records.jsonl")];
    await writeGenerated(csv, "csv", count);
    await writeGenerated(jsonl, "jsonl", count);
    const measures = new Map<string, Measure[]>(readers.map((reader) => [reader, []]));
    for (let round = 0; round < Number(values.runs); round += 1) {
      for (const [reader, found] of measures) {
        found.push(await measured(reader, reader.startsWith("json") ? jsonl : csv, count));
      }
    }
    for (const [reader, found] of measures) print(reader, count, found);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The text is made as it is read: what makes it counts too. */
async function measureMemory(): Promise<void> {
  for (const records of [count, 10 * count]) {
    print("csv-blocks", records, [await measured("csv-blocks", "generated", records)]);
  }
}

function print(reader: string, records: number, measures: readonly Measure[]): void {
  const rate = records / median(measures.map(({ seconds }) => seconds));
  const cpu = (1e6 * median(measures.map(({ cpuSeconds }) => cpuSeconds))) / records;
  const peak = median(measures.map(({ peakMemoryMb }) => peakMemoryMb));
  console.log(
    `${reader.padEnd(20)} ${String(records).padStart(9)} records ` +
      `${Math.round(rate).toLocaleString("en").padStart(9)}/s ${cpu.toFixed(2).padStart(6)} µs CPU a record ` +
      `${Math.round(peak)} MB`,
  );
}
