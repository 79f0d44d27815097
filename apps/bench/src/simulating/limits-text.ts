import type { SimulatedJob, SimulatedRates } from "./simulated-job.ts";

/** What AWS allows, with where it says so. */
const LIMITS = [
  "one partition: 1,000 write and 3,000 read units a second (docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html)",
  "write units of a table 40,000, of an account 80,000 a Region, by default (docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html)",
  "concurrent executions 1,000 a Region, by default (docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html)",
  "an SQS mapping begins with 5 at a time and adds up to 300 a minute, to 1,250 (docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html)",
  "SQS standard: nearly any number of requests, 120,000 messages in flight (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html)",
  "S3: 5,500 GETs a second for each prefix (docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html)",
];

/** Bytes of a GET of a worker: `rangedBytes` of records reads its range in parts of 2 MB. */
const PART_BYTES = 2 * 1_048_576;

export interface Simulated {
  readonly job: SimulatedJob;
  readonly rates: SimulatedRates;
  readonly recordBytes: number;
  /** Dollars for a million records, without those of the table's own writes. */
  readonly dollars: { readonly lambda: number; readonly jobsTable: number; readonly sqs: number };
}

/** The table of the simulation, and where the limits are. */
export function limitsText(results: readonly Simulated[]): string {
  const lines = results.flatMap(({ job, rates, recordBytes, dollars }) => {
    const bytes = rates.records * recordBytes;
    const per = (value: number, digits = 1) => value.toFixed(digits);
    return [
      "",
      `${job.workers} workers, a table of ${job.units} units, ${job.chunks} chunks of ${job.recordsOfChunk} records`,
      `  ${per(rates.records, 0)} records/s, ${per((100 * rates.records) / job.units)} % of the table; ${per(rates.records / job.workers)} records/s a worker`,
      `  pace item: ${per(rates.paceWrites)} writes/s, of them refused ${per(rates.paceRefused)}; ${per(rates.paceWrites / 10)} % of its partition`,
      `  items of the job: ${per(rates.chunkWrites)} writes/s (${per(rates.chunkWrites / 10)} % of a partition), ${per(rates.chunkReadUnits)} read units/s (${per(rates.chunkReadUnits / 30)} %)`,
      `  SQS: ${per(rates.sqsRequests)} requests/s; S3: ${per(bytes / PART_BYTES)} GETs/s, ${per(bytes / 1e6)} MB/s`,
      `  Lambda: ${job.workers} at once, ${per(Math.max(0, job.workers - 5) / 300)} minutes until all run; a chunk takes ${per((job.recordsOfChunk * job.workers) / rates.records, 0)} s`,
      `  dollars for a million records: Lambda ${per(dollars.lambda, 4)}, jobs table ${per(dollars.jobsTable, 5)}, SQS ${per(dollars.sqs, 6)}`,
    ];
  });
  return [...LIMITS, ...lines].join("\n");
}
