import type { TableDescriptionJson } from "@spillway/capacity";
import { plannerError } from "../planner-error.ts";
import { shapeOf } from "./described-table.ts";
import type { PlannedTable } from "./planned-table.ts";
import { type TableInPlan, type TerraformTable, tablesInPlan } from "./terraform-plan.ts";
import { checkCapacityKnown, checkShapeKnown } from "./unknown-values.ts";

/** Which table of which plan. */
export interface PlanFile {
  /** What `terraform show -json` printed, parsed. */
  readonly document: unknown;
  /** The file's name, for messages. */
  readonly file: string;
  /** The table's name, or its address in the plan. Needed where there are several. */
  readonly table?: string;
  /** Write units where a capacity is not known before it is applied; read units are 1 then. */
  readonly capacity?: number;
}

/**
 * A table as Terraform is going to make it.
 *
 * @throws TABLE_INVALID for no plan, a plan without a table or without the one that is asked for, several
 *   tables where none is asked for, a table without keys, and one with values that are needed and not
 *   known before it is applied, of which the message names the first
 */
export function tableFromPlan({ document, file, table, capacity }: PlanFile): PlannedTable {
  const found = theOne(tablesInPlan(document, file), file, table);
  const { address, values, exists } = found;
  checkShapeKnown(found, file);
  const warm = values.warm_throughput?.[0]?.write_units_per_second ?? 0;
  const source = `${address} in ${file}`;
  const shape = shapeOf(descriptionOf(values, values.name ?? address, capacity), source);
  if (capacity === undefined) checkCapacityKnown(found, file);
  return {
    ...{ shape, source, exists },
    ...(warm > 0 ? { warmWriteUnits: warm } : {}),
  };
}

function theOne(
  all: readonly TableInPlan[],
  file: string,
  wanted: string | undefined,
): TableInPlan {
  const found = all.filter(
    ({ address, values }) => wanted === undefined || values.name === wanted || address === wanted,
  );
  const [first, ...others] = found;
  if (first !== undefined && others.length === 0) return first;
  const names = all.map(({ address, values }) => values.name ?? address).join(", ");
  if (all.length === 0) {
    throw plannerError("TABLE_INVALID", `expected a table in ${file}; came a plan without any`, {
      hint: "A plan made with -target, or one of another root, may lack its aws_dynamodb_table.",
    });
  }
  if (first === undefined) {
    throw plannerError("TABLE_INVALID", `expected the table ${wanted} in ${file}; came ${names}`);
  }
  throw plannerError("TABLE_INVALID", `expected one table in ${file}; came ${names}`, {
    hint: "Say which one is meant: --table NAME, or its address in the plan.",
  });
}

function descriptionOf(
  values: TerraformTable,
  name: string,
  capacity: number | undefined,
): TableDescriptionJson {
  return {
    TableName: name,
    KeySchema: keySchema(values.hash_key, values.range_key),
    AttributeDefinitions: (values.attribute ?? []).map((attribute) => ({
      AttributeName: attribute.name,
      AttributeType: attribute.type,
    })),
    // The provider's default is PROVISIONED.
    BillingModeSummary: { BillingMode: values.billing_mode ?? "PROVISIONED" },
    ...capacityOf(values, capacity),
    GlobalSecondaryIndexes: (values.global_secondary_index ?? []).map((index) => ({
      IndexName: index.name,
      KeySchema:
        index.key_schema?.map((key) => ({
          AttributeName: key.attribute_name,
          KeyType: key.key_type,
        })) ?? keySchema(index.hash_key, index.range_key),
      Projection: projectionOf(index),
      ...capacityOf(index, capacity),
    })),
    LocalSecondaryIndexes: (values.local_secondary_index ?? []).map((index) => ({
      IndexName: index.name,
      KeySchema: keySchema(values.hash_key, index.range_key),
      Projection: projectionOf(index),
    })),
  };
}

type Name = string | null | undefined;

function keySchema(hash: Name, range: Name) {
  const element = (name: Name, KeyType: string) =>
    name === null || name === undefined || name === "" ? [] : [{ AttributeName: name, KeyType }];
  return [...element(hash, "HASH"), ...element(range, "RANGE")];
}

function projectionOf(index: {
  readonly projection_type?: Name;
  readonly non_key_attributes?: readonly string[] | null | undefined;
}) {
  return {
    ProjectionType: index.projection_type ?? "ALL",
    NonKeyAttributes: index.non_key_attributes ?? [],
  };
}

function capacityOf(
  of: Pick<
    TerraformTable,
    "read_capacity" | "write_capacity" | "on_demand_throughput" | "warm_throughput"
  >,
  unknown: number | undefined,
) {
  const onDemand = of.on_demand_throughput?.[0];
  return {
    ProvisionedThroughput: {
      // Absent on demand too, where nobody reads them.
      ReadCapacityUnits: of.read_capacity ?? 1,
      WriteCapacityUnits: of.write_capacity ?? unknown ?? 1,
    },
    OnDemandThroughput: {
      MaxReadRequestUnits: onDemand?.max_read_request_units ?? -1,
      MaxWriteRequestUnits: onDemand?.max_write_request_units ?? -1,
    },
    WarmThroughput: {
      WriteUnitsPerSecond: of.warm_throughput?.[0]?.write_units_per_second ?? undefined,
    },
  };
}
