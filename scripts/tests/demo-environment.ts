import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run-script.ts";

export const STRATEGIES = ["direct", "buffered", "spillover"] as const;

export type Strategy = (typeof STRATEGIES)[number];

/** What the demo's JSON says of one strategy. */
export interface Figures {
  readonly records: number;
  readonly written: number;
  readonly failed: number;
  readonly unaccounted: number;
  readonly queued: number;
  readonly throttledWrites: number;
  readonly peakWritesPerSecond: number;
  readonly secondsToComplete: number | null;
  readonly cost: { readonly spike: { readonly totalUsd: number } };
}

/** What Terraform puts out of the environment that the demo deployed. */
export interface Outputs {
  readonly endpoint_url: { readonly value: string };
  readonly capture: {
    readonly value: {
      readonly table_name: string;
      readonly stream_arn: string;
      readonly function_name: string;
      readonly log_group_name: string;
      readonly audit_bucket: string;
      readonly dead_letter_queue_url: string;
      readonly notice_topic_arn: string;
    };
  };
  readonly spike: {
    readonly value: {
      readonly direct: { table_name: string; function_name: string; write_capacity: number };
      readonly buffered: {
        table_name: string;
        producer_function_name: string;
        consumer_function_name: string;
        queue_url: string;
      };
      readonly spillover: {
        table_name: string;
        function_name: string;
        consumer_function_name: string;
        queue_url: string;
        dead_letter_queue_url: string;
        failure_queue_url: string;
      };
    };
  };
}

export const outputsFile = join(root, ".spillway/environments/local.json");

export function readOutputs(): Outputs {
  return JSON.parse(readFileSync(outputsFile, "utf8")) as Outputs;
}

/** What the demo showed: its run, when that was, and what each strategy did. */
export interface DemoRun {
  readonly run: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly figures: Readonly<Record<Strategy, Figures>>;
}

/** @param json what `demo.sh --json` printed */
export function demoRunOf(json: string): DemoRun {
  const { run, startedAt, finishedAt, strategies } = JSON.parse(json) as Omit<
    DemoRun,
    "figures"
  > & {
    readonly strategies: Readonly<Record<Strategy, { readonly figures: Figures }>>;
  };
  const { direct, buffered, spillover } = strategies;
  const figures = {
    direct: direct.figures,
    buffered: buffered.figures,
    spillover: spillover.figures,
  };
  return { run, startedAt, finishedAt, figures };
}
