import { costOfLambda, pricesOf } from "@spillway/capacity";
import { median } from "../median.ts";
import type { WorkersMeasure } from "./workers.ts";

/** What so many workers of one kind do: medians of their runs. */
export interface JobsResult {
  readonly name: string;
  readonly workers: number;
  readonly recordsPerSecond: number;
  /** Seconds of processor time of all workers, for a million records. */
  readonly cpuSecondsPerMillion: number;
  /** Lambda's dollars for a million records, on arm64. */
  readonly usdPerMillion: number;
  /** Of the worker that took most. */
  readonly peakMemoryMb: number;
}

/** What a run was made under. */
export interface JobsConditions {
  readonly cpu: string | undefined;
  readonly cores: number;
  readonly node: string;
  readonly rounds: number;
  readonly records: number;
  readonly chunkBytes: number;
}

/** Memory at which Lambda gives a function one processor: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const MB_OF_ONE_CPU = 1_769;
const MILLION = 1_000_000;

export function jobsResult(
  name: string,
  workers: number,
  records: number,
  runs: readonly WorkersMeasure[],
): JobsResult {
  const middle = (part: keyof WorkersMeasure) => median(runs.map((run) => run[part]));
  const perMillion = MILLION / records;
  const cpuSecondsPerMillion = middle("cpuSeconds") * perMillion;
  return {
    ...{ name, workers, cpuSecondsPerMillion },
    recordsPerSecond: records / middle("seconds"),
    // A processor's second costs the same at every size of memory; waits for the network are not in it.
    usdPerMillion: costOfLambda(
      {
        invocations: middle("messages") * perMillion,
        seconds: cpuSecondsPerMillion,
        ...{ memoryMb: MB_OF_ONE_CPU, architecture: "arm64" },
      },
      pricesOf("us-east-1"),
    ),
    peakMemoryMb: middle("peakMemoryMb"),
  };
}

/** A table for people, with how many times each is behind the first. */
export function jobsReport(conditions: JobsConditions, results: readonly JobsResult[]): string {
  const { cpu, cores, node, rounds, records, chunkBytes } = conditions;
  const lines = [
    `${cpu}, ${cores} cores, Node ${node}; ${records} records of a CSV in chunks of ${chunkBytes} bytes, medians of ${rounds} rounds`,
    `S3, SQS and the table answer at once, in another process; prices of ${pricesOf("us-east-1").region}, ${pricesOf("us-east-1").asOf}, of processor time on arm64`,
    "workers  worker             records/s     ratio  CPU s/million  $/million  peak MB",
  ];
  for (const result of results) {
    const ours = results.find(
      ({ name, workers }) => name === "spillway" && workers === result.workers,
    );
    const ratio = ours && ours.recordsPerSecond / result.recordsPerSecond;
    lines.push(
      [
        String(result.workers).padStart(7),
        ` ${result.name.padEnd(17)}`,
        result.recordsPerSecond.toFixed(0).padStart(10),
        (ratio === undefined ? "" : `÷ ${ratio.toFixed(2)}`).padStart(9),
        result.cpuSecondsPerMillion.toFixed(1).padStart(14),
        result.usdPerMillion.toFixed(6).padStart(10),
        result.peakMemoryMb.toFixed(0).padStart(8),
      ].join(" "),
    );
  }
  return lines.join("\n");
}
