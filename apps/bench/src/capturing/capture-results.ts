import { costOfLambda, pricesOf } from "@spillway/capacity";
import { median } from "../median.ts";
import { CHANGES_PER_NOTICE } from "./capture-events.ts";
import type { HandlerMeasure } from "./measure-handler.ts";

/** What one handler does with batches of one size: medians of its runs. */
export interface CaptureResult {
  readonly name: string;
  readonly size: number;
  readonly recordsPerSecond: number;
  readonly recordsPerCpuSecond: number;
  /** Seconds of processor time for a million records. */
  readonly cpuSecondsPerMillion: number;
  /** Dollars for a million changes. */
  readonly usdPerMillion: {
    readonly lambda: number;
    readonly s3: number;
    readonly sns: number;
    readonly dynamodb: number;
    readonly total: number;
  };
}

/** What a run was made under. */
export interface CaptureConditions {
  readonly cpu: string | undefined;
  readonly cores: number;
  readonly node: string;
  readonly rounds: number;
  readonly records: number;
}

/** Memory at which Lambda gives a function one processor: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const MB_OF_ONE_CPU = 1_769;
const MILLION = 1_000_000;

/** Medians of the runs of one handler. */
export function resultOf(
  name: string,
  size: number,
  records: number,
  runs: readonly HandlerMeasure[],
): CaptureResult {
  const cpuSecondsPerMillion =
    (median(runs.map(({ cpuSeconds }) => cpuSeconds)) / records) * MILLION;
  const perMillion = (service: keyof HandlerMeasure["requests"]) =>
    (median(runs.map(({ requests }) => requests[service])) / records) * MILLION;
  const prices = pricesOf("us-east-1");
  const notices = MILLION / CHANGES_PER_NOTICE;
  const usd = {
    // A processor's second costs the same at every size of memory; waits for the network are not in it.
    lambda: costOfLambda(
      {
        invocations: MILLION / size,
        seconds: cpuSecondsPerMillion,
        memoryMb: MB_OF_ONE_CPU,
        architecture: "arm64",
      },
      prices,
    ),
    s3: perMillion("s3") * prices.s3Put,
    sns: perMillion("sns") * prices.snsRequest,
    // Each notice is looked up with consistency and remembered: one unit each.
    dynamodb: notices * (prices.onDemandReadUnit + prices.onDemandWriteUnit),
  };
  return {
    name,
    size,
    recordsPerSecond: records / median(runs.map(({ seconds }) => seconds)),
    recordsPerCpuSecond: MILLION / cpuSecondsPerMillion,
    cpuSecondsPerMillion,
    usdPerMillion: { ...usd, total: usd.lambda + usd.s3 + usd.sns + usd.dynamodb },
  };
}

/** A table for people, with how many times each is behind the first. */
export function captureReport(
  { cpu, cores, node, rounds, records }: CaptureConditions,
  results: readonly CaptureResult[],
): string {
  const lines = [
    `${cpu}, ${cores} cores, Node ${node}; ${records} records a run, medians of ${rounds} rounds, services that answer at once`,
    `one change in ${CHANGES_PER_NOTICE} is announced; prices of ${pricesOf("us-east-1").region}, ${pricesOf("us-east-1").asOf}`,
    "batch  handler                records/s  records/CPU s    ratio  CPU s/million  $/million (Lambda + S3 + SNS + DynamoDB)",
  ];
  for (const result of results) {
    const ours = results.find(({ name, size }) => name === "spillway" && size === result.size);
    const ratio =
      ours === undefined ? Number.NaN : ours.recordsPerCpuSecond / result.recordsPerCpuSecond;
    const { lambda, s3, sns, dynamodb, total } = result.usdPerMillion;
    lines.push(
      [
        String(result.size).padStart(5),
        ` ${result.name.padEnd(22)}`,
        result.recordsPerSecond.toFixed(0).padStart(9),
        result.recordsPerCpuSecond.toFixed(0).padStart(14),
        `÷ ${ratio.toFixed(2)}`.padStart(8),
        result.cpuSecondsPerMillion.toFixed(1).padStart(14),
        ` ${total.toFixed(3)} (${[lambda, s3, sns, dynamodb].map((dollars) => dollars.toFixed(3)).join(" + ")})`,
      ].join(" "),
    );
  }
  return lines.join("\n");
}
