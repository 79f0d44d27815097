import * as z from "zod";
import { cliError } from "../errors.ts";
import { byFeature } from "./outputs-before-features.ts";

const count = z.number().positive();

const directSchema = z.object({
  table_name: z.string().min(1),
  write_capacity: count,
  function_name: z.string().min(1),
  function_memory_mb: count,
  failure_queue_url: z.string().min(1),
  failure_queue_name: z.string().min(1),
});

const bufferedSchema = z.object({
  table_name: z.string().min(1),
  write_capacity: count,
  producer_function_name: z.string().min(1),
  consumer_function_name: z.string().min(1),
  function_memory_mb: count,
  queue_url: z.string().min(1),
  queue_name: z.string().min(1),
  dead_letter_queue_url: z.string().min(1),
  dead_letter_queue_name: z.string().min(1),
  distribution_window_seconds: z.number().min(0),
  maximum_concurrency: count,
});

const spilloverSchema = z.object({
  table_name: z.string().min(1),
  write_capacity: count,
  function_name: z.string().min(1),
  consumer_function_name: z.string().min(1),
  function_memory_mb: count,
  queue_url: z.string().min(1),
  queue_name: z.string().min(1),
  dead_letter_queue_url: z.string().min(1),
  dead_letter_queue_name: z.string().min(1),
  failure_queue_url: z.string().min(1),
  failure_queue_name: z.string().min(1),
  write_seconds: count,
  maximum_concurrency: count,
});

const spikeSchema = z.object({
  dashboard_name: z.string(),
  schedule_expression: z.string().min(1),
  schedule_enabled: z.boolean(),
  direct: directSchema,
  buffered: bufferedSchema,
  /** Left out by an environment that was deployed before there was spillover. */
  spillover: spilloverSchema.optional(),
});

/** What there is none of is null. */
const named = z.string().min(1).nullish().default(null);

const captureSchema = z.object({
  table_name: z.string().min(1),
  table_arn: z.string().min(1),
  stream_arn: z.string().min(1),
  function_name: z.string().min(1),
  log_group_name: named,
  mapping_id: named,
  audit_bucket: named,
  audit_prefix: z.string().nullish().default(null),
  failure_destination: z.enum(["s3", "sqs"]),
  failure_bucket: named,
  dead_letter_queue_url: z.string().min(1),
  dead_letter_queue_name: z.string().min(1),
  notice_topic_arn: named,
  notice_topic_name: named,
  notice_table_name: named,
  glue_database: named,
  glue_table: named,
  named_query_id: named,
});

const jobsSchema = z.object({
  api_url: z.string().min(1),
  api_id: z.string().min(1),
  authorization: z.enum(["iam", "jwt"]),
  jobs_table_name: z.string().min(1),
  chunk_queue_url: z.string().min(1),
  chunk_queue_name: z.string().min(1),
  dead_letter_queue_url: z.string().min(1),
  dead_letter_queue_name: z.string().min(1),
  bucket: z.string().min(1),
  topic_arn: z.string().min(1),
  topic_name: z.string().min(1),
  api_function_name: z.string().min(1),
  worker_function_name: z.string().min(1),
  worker_log_group_name: z.string().min(1),
  maximum_concurrency: count,
  /** The tables that jobs may write, by name. */
  tables: z.record(z.string(), z.object({ arn: z.string().min(1), buffer_queue_url: named })),
  default_table_name: z.string().min(1),
});

/** Units a second; what is left out is the outer one's. */
const someUnits = z.object({ read: count.nullish(), write: count.nullish() });
const bounds = z.object({ base: someUnits.nullish(), max: someUnits.nullish() });
const units = z.object({ read: count, write: count });

const scalingSchema = z.object({
  /** The tables that are scaled, by name, with what each has of its own. */
  tables: z.record(
    z.string(),
    bounds.extend({
      arn: z.string().min(1),
      indexes: z.record(z.string(), bounds).nullish(),
    }),
  ),
  state_table_name: z.string().min(1),
  base: units,
  max: units,
  scale_up_factor: z.number().gt(1),
  scale_down_delay_minutes: z.number().min(0),
  decrease_rule: z
    .enum(["four and one an hour", "four, then hourly", "unlimited"])
    .default("four and one an hour"),
});

const outputsSchema = z.object({
  environment: z.string().min(1),
  region: z.string().min(1),
  /** Null on AWS: the region's own endpoints. */
  endpoint_url: z.string().nullish().default(null),
  metric_period_seconds: count,
  /** Seconds of unused capacity that a table saves for a burst: 300 on AWS. */
  burst_seconds: count,
  /** Left out where the feature is off. */
  spike: spikeSchema.optional(),
  capture: captureSchema.optional(),
  jobs: jobsSchema.optional(),
  scaling: scalingSchema.optional(),
});

/** What Terraform says of a deployed environment: what is shared, and each feature that it has. */
export type EnvironmentOutputs = z.infer<typeof outputsSchema>;

/** What can be switched on and off in an environment. */
export type Feature = "spike" | "capture" | "jobs" | "scaling";

/** Outputs of an environment that has this feature. */
export type OutputsWith<Name extends Feature> = EnvironmentOutputs & {
  readonly [Key in Name]: NonNullable<EnvironmentOutputs[Key]>;
};

const terraformOutput = z.record(z.string(), z.object({ value: z.unknown() }));

/**
 * Reads the document that `terraform output -json` writes, or the same with plain values.
 *
 * @throws SpillwayError OUTPUTS_INVALID with every field that is missing or wrong.
 */
export function parseOutputs(text: string, file: string): EnvironmentOutputs {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw invalid(file, "it is not JSON", cause);
  }
  const wrapped = terraformOutput.safeParse(document);
  const values = wrapped.success
    ? Object.fromEntries(Object.entries(wrapped.data).map(([name, { value }]) => [name, value]))
    : document;
  const outputs = outputsSchema.safeParse(byFeature(values));
  if (outputs.success) return outputs.data;
  const problems = outputs.error.issues.map(
    (issue) => `${issue.path.join(".") || "document"}: ${issue.message}`,
  );
  throw invalid(file, problems.join("; "), outputs.error);
}

/**
 * The same outputs, known to have a feature.
 *
 * @throws SpillwayError FEATURE_NOT_DEPLOYED
 */
export function requireFeature<Name extends Feature>(
  outputs: EnvironmentOutputs,
  feature: Name,
): OutputsWith<Name> {
  if (hasFeature(outputs, feature)) return outputs;
  const { environment } = outputs;
  throw cliError(
    "FEATURE_NOT_DEPLOYED",
    `expected feature ${feature} in environment ${environment}; came none`,
    {
      hint: `Add it to features in terraform/environments/${environment}.tfvars, then: scripts/deploy.sh ${environment}`,
      details: { environment, feature },
    },
  );
}

function hasFeature<Name extends Feature>(
  outputs: EnvironmentOutputs,
  feature: Name,
): outputs is OutputsWith<Name> {
  return outputs[feature] !== undefined;
}

function invalid(file: string, problem: string, cause: unknown): Error {
  return cliError("OUTPUTS_INVALID", `${file} does not describe a deployment: ${problem}`, {
    hint: "Deploy again: scripts/deploy.sh writes it anew.",
    cause,
  });
}
