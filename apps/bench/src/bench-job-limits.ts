// A job simulated to 1,000 workers, in virtual time: what its parts are asked for a second, beside what AWS
// allows. Pacers and pace item are the real ones; the rest is counted by what ingest-jobs does and when.
// `pnpm bench --job-limits [--workers N …] [--units N] [--seconds N] [--json]`
import { parseArgs } from "node:util";
import { pricesOf } from "@spillway/capacity";
import { limitsText, type Simulated } from "./simulating/limits-text.ts";
import { simulate } from "./simulating/simulated-job.ts";

const { values } = parseArgs({
  options: {
    "job-limits": { type: "boolean" },
    workers: { type: "string", multiple: true, default: ["1", "10", "100", "1000"] },
    units: { type: "string", default: "40000" },
    seconds: { type: "string", default: "30" },
    json: { type: "boolean", default: false },
  },
});

const RECORD_BYTES = 143;
const CHUNK_BYTES = 67_108_864;
const CHUNKS = 1_000;
/** As measured of a load, with room: see the README of table-writer. */
const WORKER_RATE = 20_000;
const WORKER_GB = 0.5;

const results: Simulated[] = [];
for (const workers of values.workers.map(Number)) {
  const job = {
    workers,
    units: Number(values.units),
    seconds: Number(values.seconds),
    chunks: CHUNKS,
    recordsOfChunk: Math.round(CHUNK_BYTES / RECORD_BYTES),
    workerRate: WORKER_RATE,
  };
  const rates = await simulate(job);
  const prices = pricesOf("us-east-1");
  const million = 1_000_000 / rates.records;
  const writes = rates.chunkWrites + rates.paceWrites;
  const dollars = {
    lambda: million * workers * WORKER_GB * prices.lambdaGbSecond.arm64,
    jobsTable:
      million *
      (writes * prices.onDemandWriteUnit + rates.chunkReadUnits * prices.onDemandReadUnit),
    sqs: million * rates.sqsRequests * prices.sqsRequest,
  };
  results.push({ job, rates, recordBytes: RECORD_BYTES, dollars });
}
console.log(values.json ? JSON.stringify(results, undefined, 2) : limitsText(results));
