import { SpillwayError } from "@spillway/errors";
import { z } from "zod";

const count = z.number().positive();

const outputsSchema = z.object({
  environment: z.string().min(1),
  region: z.string().min(1),
  /** Null on AWS: the region's own endpoints. */
  endpoint_url: z.string().nullish().default(null),
  metric_period_seconds: count,
  dashboard_name: z.string(),
  direct: z.object({
    table_name: z.string().min(1),
    write_capacity: count,
    function_name: z.string().min(1),
    function_memory_mb: count,
    failure_queue_url: z.string().min(1),
    failure_queue_name: z.string().min(1),
  }),
  buffered: z.object({
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
  }),
  /** Left out by an environment that was deployed before there was spillover. */
  spillover: z
    .object({
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
    })
    .optional(),
});

/** What Terraform says of a deployed environment: its tables, functions, queues and their sizes. */
export type EnvironmentOutputs = z.infer<typeof outputsSchema>;

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
  const outputs = outputsSchema.safeParse(values);
  if (outputs.success) return outputs.data;
  const problems = outputs.error.issues.map(
    (issue) => `${issue.path.join(".") || "document"}: ${issue.message}`,
  );
  throw invalid(file, problems.join("; "), outputs.error);
}

function invalid(file: string, problem: string, cause: unknown): SpillwayError {
  return new SpillwayError(
    "OUTPUTS_INVALID",
    `${file} does not describe a deployment: ${problem}`,
    {
      hint: "Deploy again: scripts/deploy.sh writes it anew.",
      cause,
    },
  );
}
