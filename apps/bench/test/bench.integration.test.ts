import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const pathOf = (name: string) => fileURLToPath(new URL(`../src/${name}`, import.meta.url));
const CONTENDERS = [
  "spillway-wire",
  "spillway-sdk",
  "document-client",
  "batch-iterator",
  "dynamodb-toolbox",
  "bare-loop",
];

it("runs every contender in each place and prints what each took", async () => {
  const only = CONTENDERS.flatMap((name) => ["--only", name]);
  const args = [
    "--no-warnings",
    pathOf("bench-writers.ts"),
    "--json",
    "--runs",
    "1",
    "--items",
    "60",
    ...only,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 150_000 });
  const { conditions, results } = JSON.parse(stdout);
  expect(conditions).toMatchObject({ node: process.version, runs: 1 });
  expect(results).toHaveLength(3 * CONTENDERS.length);
  for (const result of results) {
    expect(result).toMatchObject({ items: 60, runs: 1 });
    expect(result.failure).toBeUndefined();
    expect(result.itemsPerSecond).toBeGreaterThan(0);
    expect(result.peakMemoryMb).toBeGreaterThan(0);
  }
});

it("loads as many records as it says, of either format", async () => {
  const only = ["spillway-load", "spillway-load-jsonl"].flatMap((name) => ["--only", name]);
  const small = ["--json", "--place", "null", "--runs", "1", "--items", "60", ...only];
  const args = ["--no-warnings", pathOf("bench-writers.ts"), ...small];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 150_000 });
  const { results } = JSON.parse(stdout);
  expect(results).toMatchObject([{ items: 300 }, { items: 300 }]);
  for (const { failure, itemsPerSecond } of results) {
    expect(failure).toBeUndefined();
    expect(itemsPerSecond).toBeGreaterThan(0);
  }
});

it("prints what a record takes in a long source and in a tenth of it", async () => {
  const args = ["--no-warnings", pathOf("bench-memory.ts"), "--json", "--records", "1000"];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 150_000 });
  const { results, ratios } = JSON.parse(stdout);
  expect(results).toMatchObject([{ records: 100 }, { records: 1_000 }]);
  for (const part of ["peakMemoryMb", "microseconds", "cpuMicroseconds"]) {
    expect(results[0][part]).toBeGreaterThan(0);
  }
  for (const part of ["peakMemory", "time", "cpuTime"]) expect(ratios[part]).toBeGreaterThan(0);
});

it("measures the stream processor beside Powertools' batch processor", async () => {
  const small = ["--records", "400", "--rounds", "1", "--size", "10", "--size", "100"];
  const args = ["--no-warnings", pathOf("bench-capture.ts"), "--json", ...small];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 120_000 });
  const { conditions, results } = JSON.parse(stdout);
  expect(conditions).toMatchObject({ node: process.version, rounds: 1 });
  expect(results).toHaveLength(6);
  for (const { name, size, recordsPerCpuSecond, usdPerMillion } of results) {
    expect(recordsPerCpuSecond).toBeGreaterThan(0);
    // One object a batch, or one a record.
    const objects = name === "powertools-per-record" ? 1_000_000 : 1_000_000 / size;
    expect(usdPerMillion.s3).toBeCloseTo((objects * 0.005) / 1_000, 3);
  }
});

it("measures the workers of jobs beside the usual ones", async () => {
  const small = ["--records", "3000", "--rounds", "1", "--workers", "2", "--chunk-bytes", "100000"];
  const args = ["--no-warnings", pathOf("bench-jobs.ts"), "--json", ...small];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 120_000 });
  const { results } = JSON.parse(stdout);
  expect(results.map(({ name }: { name: string }) => name)).toEqual([
    "spillway",
    "document-client",
  ]);
  for (const result of results) {
    for (const part of ["recordsPerSecond", "cpuSecondsPerMillion", "peakMemoryMb"]) {
      expect(result[part]).toBeGreaterThan(0);
    }
    // Seconds of processor time cost more than the invocations.
    expect(result.usdPerMillion).toBeGreaterThan(result.cpuSecondsPerMillion * 0.00002);
  }
});

it("measures the memory of a range's load", async () => {
  const args = ["--no-warnings", pathOf("bench-range.ts"), "--json", "--bytes", "400000"];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 120_000 });
  const { results } = JSON.parse(stdout);
  expect(results).toHaveLength(2);
  expect(results[1].records).toBeGreaterThan(results[0].records * 8);
  for (const { peakMemoryMb } of results) expect(peakMemoryMb).toBeGreaterThan(0);
});
