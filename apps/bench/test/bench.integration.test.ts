import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it, vi } from "vitest";

/** Against a hang: a busy machine starts the dozen processes of a bench slowly. */
const HANGS_MS = 600_000;
vi.setConfig({ testTimeout: HANGS_MS });

const pathOf = (name: string) => fileURLToPath(new URL(`../src/${name}`, import.meta.url));
/** With how many times as many items each writes. */
const CONTENDERS = {
  ...{ "spillway-wire": 1, "spillway-sdk": 1, "document-client": 1, "batch-iterator": 1 },
  ...{ "dynamodb-toolbox": 1, "bare-loop": 1, "spillway-load": 5, "spillway-load-jsonl": 5 },
};

async function benchWriters(...more: string[]) {
  const args = ["--no-warnings", pathOf("bench-writers.ts"), "--json", "--runs", "1"];
  const all = [...args, "--items", "60", ...more];
  const { stdout } = await promisify(execFile)(process.execPath, all, { timeout: HANGS_MS });
  const { conditions, results } = JSON.parse(stdout);
  expect(conditions).toMatchObject({ node: process.version, runs: 1 });
  for (const result of results) {
    expect(result.failure).toBeUndefined();
    expect(result.itemsPerSecond).toBeGreaterThan(0);
    expect(result.peakMemoryMb).toBeGreaterThan(0);
  }
  return results;
}

it("runs every contender and prints what each took", async () => {
  const only = Object.keys(CONTENDERS).flatMap((name) => ["--only", name]);
  const results = await benchWriters("--place", "null", ...only);
  expect(results).toMatchObject(
    Object.entries(CONTENDERS).map(([contender, times]) => ({ contender, items: 60 * times })),
  );
});

it("runs a contender at DynamoDB Local, and behind the proxy", async () => {
  const places = ["--place", "local", "--place", "proxy"];
  const results = await benchWriters(...places, "--only", "spillway-wire");
  expect(results).toMatchObject([{ items: 60 }, { items: 60 }]);
});

it("prints what a record takes in a long source and in a tenth of it", async () => {
  const args = ["--no-warnings", pathOf("bench-memory.ts"), "--json", "--records", "1000"];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: HANGS_MS });
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
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: HANGS_MS });
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
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: HANGS_MS });
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
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: HANGS_MS });
  const { results } = JSON.parse(stdout);
  expect(results).toHaveLength(2);
  expect(results[1].records).toBeGreaterThan(results[0].records * 8);
  for (const { peakMemoryMb } of results) expect(peakMemoryMb).toBeGreaterThan(0);
});
