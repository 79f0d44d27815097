import { formatMoney } from "@spillway/report-page";
import type { Plan } from "../plan.ts";
import { plannerError } from "../planner-error.ts";
import type { StrategyKey, StrategyPlan } from "../strategies/strategy-plan.ts";
import { jobsValues, scalingValues } from "./feature-values.ts";
import { HclObject, hclLines, oneLine } from "./hcl.ts";
import { tableValues } from "./table-values.ts";

/** Features besides the table that a strategy is made of. */
const FEATURES: Readonly<Partial<Record<StrategyKey, "jobs" | "scaling">>> = {
  scaler: "scaling",
  "scaler-predicting": "scaling",
  buffered: "jobs",
  spillover: "jobs",
};

/**
 * The recommended values as a file of `terraform/environments`: which features, the region, and an object for
 * each feature, every value with where it comes from. It passes `terraform plan` of Spillway's root, which
 * makes the table; of a table that is there already its head says what to do.
 *
 * @param options `environment`: its name, 2 to 20 lower-case letters, digits and `-`, a letter first; default `planned`
 * @throws PLAN_INVALID for a plan without the recommended strategy
 * @example
 * await writeFile("terraform/environments/planned.tfvars", planTfvars(plan, { environment: "planned" }));
 */
export function planTfvars(
  plan: Plan,
  { environment = "planned" }: { readonly environment?: string } = {},
): string {
  const best = plan.strategies.find(({ key }) => key === plan.advice.strategy);
  if (best === undefined) {
    throw plannerError("PLAN_INVALID", "expected the recommended strategy in the plan; came none");
  }
  const feature = FEATURES[best.key];
  // The scaler steers a table that is there as it is; nothing else of it is Terraform's then.
  const makesTable = !(plan.table.exists && feature !== undefined);
  const features = [...(feature === undefined ? [] : [feature]), ...(makesTable ? ["table"] : [])];
  const values = new HclObject({
    environment: { value: environment },
    region: { value: plan.prices.region, comment: "the region of the prices" },
    features: { value: features },
  });
  const objects = new HclObject({
    table: { value: makesTable ? tableValues(best, plan.table.source) : undefined },
    scaling: { value: feature === "scaling" ? scalingValues(best) : undefined },
    jobs: { value: feature === "jobs" ? jobsValues(best) : undefined },
  });
  return [
    ...headOf(plan, best, makesTable).map((line) => (line === "" ? "#" : `# ${oneLine(line)}`)),
    "",
    ...hclLines(values),
    ...objects.entries.flatMap(([name, entry]) => [
      "",
      ...hclLines(new HclObject({ [name]: entry })),
    ]),
    "",
  ].join("\n");
}

function headOf(plan: Plan, best: StrategyPlan, makesTable: boolean): readonly string[] {
  const { workload, table, prices, advice } = plan;
  return [
    `Planned by "spillway plan" for ${workload.name}: ${best.name}, ${formatMoney(best.monthCost.total)} a month`,
    `by the price list of ${prices.region}, ${prices.asOf}.`,
    ...advice.sentences,
    "",
    ...workload.sources.map((source) => `The load: ${source}.`),
    `The table: ${table.source}.`,
    "",
    ...(table.exists
      ? ofExisting(best, makesTable)
      : [`terraform plan makes the table ${table.name}.`]),
    ...besides(best),
    "",
    "The account that it lives in: here, or by TF_VAR_allowed_account_ids='[\"123456789012\"]'.",
    'allowed_account_ids = ["123456789012"]',
  ];
}

/** A table that is there: what of these values holds for it, and how the rest does. */
function ofExisting({ settings }: StrategyPlan, makesTable: boolean): readonly string[] {
  const { name } = settings.table;
  if (!makesTable) {
    const { billing } = settings.table;
    const units = billing.mode === "provisioned" ? billing.writeUnits : 0;
    return [
      `The table ${name} is there already, and these values neither make nor change it.`,
      `It has to be provisioned where it was made; it was planned to begin with ${units} write units a second.`,
    ];
  }
  const module = settings.billing === "on-demand" ? "on_demand" : "provisioned";
  return [
    `The table ${name} is there already, and a plan of these values would make it once more. Set its capacity`,
    "where it was made, or take it over first, and see in the plan what would change:",
    `  terraform import -var-file=<this file> 'module.table[0].module.${module}[0].aws_dynamodb_table.this' ${name}`,
  ];
}

/** What a strategy needs that no feature has. */
function besides({ key, name, settings }: StrategyPlan): readonly string[] {
  const { globalIndexes } = settings.table;
  const further = globalIndexes.filter(({ furtherKeys = [] }) => furtherKeys.length > 0);
  return [
    ...(key === "import"
      ? ["The import itself is started by hand, and makes the table: aws dynamodb import-table."]
      : []),
    ...(name.includes("warmed to")
      ? [
          `Warm throughput is not Terraform's (provider 5.100): aws dynamodb update-table --table-name ${settings.table.name} --warm-throughput WriteUnitsPerSecond=<units>.`,
        ]
      : []),
    ...further.map(
      (index) =>
        `Only the first key of each kind of the index ${index.name} is here: add the others.`,
    ),
  ];
}
