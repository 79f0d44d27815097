import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JobAnswer } from "@spillway/jobs-client";
import type { ScalingEvent } from "@spillway/throughput-scaling";
import type { showShoppingDay } from "../features/cart/day/shopping-day.ts";
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
  readonly jobs: {
    readonly value: {
      readonly api_url: string;
      readonly api_id: string;
      readonly jobs_table_name: string;
      readonly chunk_queue_url: string;
      readonly dead_letter_queue_url: string;
      readonly bucket: string;
      readonly api_function_name: string;
      readonly worker_function_name: string;
      readonly consumer_function_name: string;
      readonly tables: Readonly<Record<string, { readonly buffer_queue_url: string | null }>>;
      readonly default_table_name: string;
    };
  };
  readonly scaling: {
    readonly value: {
      readonly table_name: string;
      readonly state_table_name: string;
      readonly function_name: string;
      readonly alarm_names: readonly string[];
      readonly base: { readonly read: number; readonly write: number };
      readonly max: { readonly read: number; readonly write: number };
      readonly client_environment: Readonly<Record<string, string>>;
    };
  };
  readonly cart: {
    readonly value: {
      readonly api_url: string;
      readonly api_id: string;
      readonly cart_table_name: string;
      readonly products_table_name: string;
      readonly currency: string;
      readonly api_function_name: string;
      readonly settler_function_name: string;
      readonly settler_failure_queue_url: string;
      readonly changes: {
        readonly function_name: string;
        readonly dead_letter_queue_url: string;
      };
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

/** What the demo's JSON says of feature jobs. */
export interface JobsShown {
  readonly feature: "jobs";
  readonly run: string;
  readonly lines: number;
  readonly badEvery: number;
  /** What `POST /jobs` took. */
  readonly answeredInMs: number;
  readonly job: JobAnswer;
  readonly rejects: number;
  readonly mended: JobAnswer;
}

/** What the demo's JSON says of feature scaling. Of resources "" is the table, others are its indexes. */
export interface ScalingShown {
  readonly feature: "scaling";
  readonly run: string;
  readonly table: string;
  /** What each write needed units of. */
  readonly touched: readonly string[];
  readonly perSecond: number;
  readonly base: { readonly read: number; readonly write: number };
  readonly max: { readonly read: number; readonly write: number };
  readonly factor: number;
  readonly written: { readonly sent: number; readonly succeeded: number; readonly failed: number };
  readonly killedMs: number;
  readonly backMs: number;
  /** Changes of capacity, oldest first. */
  readonly events: readonly ScalingEvent[];
  /** Looks at the write capacity. */
  readonly seen: readonly {
    readonly atMs: number;
    readonly write: Readonly<Record<string, number>>;
  }[];
  readonly throttled: Readonly<Record<string, number>>;
}

/** What the demo's JSON says of feature cart. */
export interface CartShown extends Awaited<ReturnType<typeof showShoppingDay>> {
  readonly feature: "cart";
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

/** What the demo's JSON says of a feature. */
type Shown = CaptureShown | CartShown | JobsShown | ScalingShown;

/**
 * What the demo showed of a feature.
 *
 * @param text what `demo.sh --json` printed
 */
export function shownIn<Name extends Shown["feature"]>(
  text: string,
  feature: Name,
): Extract<Shown, { readonly feature: Name }> {
  const shown = documentsIn(text).find((document) => Reflect.get(document, "feature") === feature);
  if (shown === undefined) throw new Error(`expected what the demo shows of ${feature}; came none`);
  return shown as Extract<Shown, { readonly feature: Name }>;
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
