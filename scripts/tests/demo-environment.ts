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
      readonly audit_prefix: string;
      readonly glue_database: string;
      readonly dead_letter_queue_url: string;
      readonly notice_topic_arn: string;
      readonly failure_bucket: string;
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

/** What the demo's JSON says of feature capture. */
export interface CaptureShown {
  readonly feature: "capture";
  readonly changes: readonly {
    readonly type: string;
    readonly by: string;
    readonly user: string;
    readonly activity: string;
  }[];
  readonly auditObjects: readonly string[];
  readonly notices: readonly { readonly event_type: string; readonly changed_by: string }[];
  readonly log: readonly string[];
  readonly deadLetters: number;
  readonly poison: { readonly object: string; readonly deadLetters: number };
  readonly redrive: { readonly found: number; readonly replayed: number };
  readonly left: { readonly deadLetters: number; readonly objects: number };
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

/** The documents that `demo.sh --json` printed, one for each feature. */
function documentsIn(text: string): readonly object[] {
  return text
    .split(/^(?<=^\}\n)/m)
    .filter((document) => document.trim() !== "")
    .map((document) => JSON.parse(document) as object);
}

/** @param text what `demo.sh --json` printed */
export function captureShownIn(text: string): CaptureShown {
  const shown = documentsIn(text).find((document) => "feature" in document);
  if (shown === undefined) throw new Error("expected what the demo shows of capture; came none");
  return shown as CaptureShown;
}

/** @param text what `demo.sh --json` printed */
export function demoRunOf(text: string): DemoRun {
  const comparison = documentsIn(text).find((document) => "strategies" in document);
  if (comparison === undefined) throw new Error("expected the demo's comparison; came none");
  const { run, startedAt, finishedAt, strategies } = comparison as Omit<DemoRun, "figures"> & {
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
