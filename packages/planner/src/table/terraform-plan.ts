import * as z from "zod";
import { plannerError } from "../planner-error.ts";

const units = z.number().nullish();
const onDemandThroughput = z
  .array(z.object({ max_read_request_units: units, max_write_request_units: units }))
  .nullish();
const warmThroughput = z.array(z.object({ write_units_per_second: units })).nullish();
const text = z.string().nullish();
/** A key of several attributes, since version 6 of the provider. */
const keySchema = z.array(z.object({ attribute_name: z.string(), key_type: z.string() })).nullish();
const projected = { projection_type: text, non_key_attributes: z.array(z.string()).nullish() };
const capacity = {
  ...{ write_capacity: units, read_capacity: units },
  on_demand_throughput: onDemandThroughput,
  warm_throughput: warmThroughput,
};

/** The attributes of aws_dynamodb_table that are read. What is not known before it is applied is not there. */
const tableValuesSchema = z.object({
  name: text,
  billing_mode: text,
  hash_key: text,
  range_key: text,
  ...capacity,
  attribute: z.array(z.object({ name: z.string(), type: z.string() })).nullish(),
  global_secondary_index: z
    .array(
      z.object({
        ...{ name: z.string(), hash_key: text, range_key: text, key_schema: keySchema },
        ...projected,
        ...capacity,
      }),
    )
    .nullish(),
  local_secondary_index: z
    .array(z.object({ name: z.string(), range_key: text, ...projected }))
    .nullish(),
});
export type TerraformTable = z.infer<typeof tableValuesSchema>;

/** A table that a plan has, or a state. */
export interface TableInPlan {
  /** `module.store.aws_dynamodb_table.this["users"]` */
  readonly address: string;
  readonly values: TerraformTable;
  /** Whether it is there before the plan is applied. */
  readonly exists: boolean;
  /** Attributes and blocks that are not known before the plan is applied, as a whole. */
  readonly unknown: ReadonlySet<string>;
}

interface ModuleJson {
  readonly resources?: readonly ResourceJson[] | undefined;
  readonly child_modules?: readonly ModuleJson[] | undefined;
}
interface ResourceJson {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly values?: unknown;
}

const resourceSchema = z.object({
  ...{ address: z.string(), mode: z.string(), type: z.string() },
  values: z.unknown(),
});
const moduleSchema: z.ZodType<ModuleJson> = z.lazy(() =>
  z.object({
    resources: z.array(resourceSchema).optional(),
    child_modules: z.array(moduleSchema).optional(),
  }),
);
const rootSchema = z.object({ root_module: moduleSchema });
const planSchema = z
  .object({
    format_version: z.string(),
    planned_values: rootSchema.optional(),
    values: rootSchema.optional(),
    resource_changes: z
      .array(
        z.object({
          address: z.string(),
          change: z.object({
            actions: z.array(z.string()),
            after_unknown: z.union([z.boolean(), z.record(z.string(), z.unknown())]).optional(),
          }),
        }),
      )
      .optional(),
  })
  .refine(({ planned_values, values }) => planned_values !== undefined || values !== undefined);

/**
 * The tables of what `terraform show -json` prints of a plan, or of a state; those of all modules.
 *
 * @param document parsed JSON
 * @param file its name, for messages
 * @throws TABLE_INVALID for what is no such document
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function tablesInPlan(document: unknown, file: string): readonly TableInPlan[] {
  const plan = planSchema.safeParse(document);
  const root = plan.data?.planned_values ?? plan.data?.values;
  if (root === undefined) {
    throw plannerError(
      "TABLE_INVALID",
      `expected a plan of Terraform in ${file}; came other JSON`,
      {
        hint: "Make it so: terraform plan -out plan.out && terraform show -json plan.out > plan.json",
      },
    );
  }
  const changes = new Map(
    (plan.data?.resource_changes ?? []).map(({ address, change }) => [address, change]),
  );
  return resourcesOf(root.root_module)
    .filter(({ mode, type }) => mode === "managed" && type === "aws_dynamodb_table")
    .map(({ address, values }) => {
      const read = tableValuesSchema.safeParse(values);
      if (read.success) {
        const { actions = [], after_unknown = {} } = changes.get(address) ?? {};
        const unknown = Object.entries(after_unknown).flatMap(([name, is]) =>
          is === true ? name : [],
        );
        const exists = !actions.includes("create");
        return { address, values: read.data, exists, unknown: new Set(unknown) };
      }
      const path = read.error.issues[0]?.path.join(".");
      throw plannerError(
        "TABLE_INVALID",
        `expected ${address} in ${file} to be as the AWS provider has it; came another ${path}`,
      );
    });
}

function resourcesOf({ resources = [], child_modules = [] }: ModuleJson): readonly ResourceJson[] {
  return [...resources, ...child_modules.flatMap(resourcesOf)];
}
