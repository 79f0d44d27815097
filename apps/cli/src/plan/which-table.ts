import type { TableDescription } from "@aws-sdk/client-dynamodb";
import { awsRequest } from "@spillway/aws";
import type { Clients } from "@spillway/aws-clients";
import {
  describedPlannedTable,
  type PlannedTable,
  tableFromOptions,
  tableFromPlan,
} from "@spillway/planner";
import { cliError } from "../errors.ts";
import { wholeUnits } from "./plan-option-values.ts";
import type { PlanOptions } from "./plan-options.ts";
import { jsonOfFile } from "./read-file.ts";
import type { WhichLoad } from "./which-load.ts";

const PLAN_HINT =
  "Make it so: terraform plan -out plan.out && terraform show -json plan.out > plan.json";
/** What is planned for where a load says nothing of a table. */
const DEFAULT_KEY = "pk:S";

/** Where the table of a plan is looked for. */
export type WhichTable =
  | { readonly from: "options"; readonly table: PlannedTable }
  | {
      readonly from: "plan";
      readonly file: string;
      readonly name?: string;
      readonly capacity?: number;
    }
  | { readonly from: "aws"; readonly name: string };

/**
 * Which table is meant, before anything is read.
 *
 * @throws PLAN_OPTIONS_CONFLICT for two tables; PLAN_TABLE_MISSING for a file without one, and for an index
 *   without a key; TABLE_INVALID for keys that are none
 */
export function whichTable(options: PlanOptions, load: WhichLoad): WhichTable {
  const { table, tableFromPlan: file, key, index, onDemand, capacity } = options;
  if (key !== undefined && file !== undefined) {
    throw cliError("PLAN_OPTIONS_CONFLICT", "expected --key or --table-from-plan; came both");
  }
  if (key === undefined && (index !== undefined || onDemand !== undefined)) {
    const option = index === undefined ? "--on-demand" : "--index";
    throw cliError(
      "PLAN_TABLE_MISSING",
      `expected the key of the table with ${option}; came none`,
      {
        hint: "Say its key: --key pk:S, or --key pk:S,sk:N.",
      },
    );
  }
  if (file !== undefined)
    return {
      ...{ from: "plan", file },
      ...(table === undefined ? {} : { name: table }),
      ...(capacity === undefined ? {} : { capacity: wholeUnits(capacity, "--capacity") }),
    };
  if (key === undefined) {
    if (table !== undefined) return { from: "aws", name: table };
    if (load.kind === "history") return { from: "aws", name: load.table };
    if (load.kind === "source") {
      throw cliError("PLAN_TABLE_MISSING", "expected a table for the file; came none", {
        hint: "Say --table NAME, --table-from-plan FILE, or the key of a new one: --key pk:S,sk:N.",
      });
    }
  }
  if (onDemand === true && capacity !== undefined) {
    throw cliError("PLAN_OPTIONS_CONFLICT", "expected --on-demand or --capacity; came both");
  }
  const made = tableFromOptions({
    key: key ?? DEFAULT_KEY,
    ...(table === undefined ? {} : { name: table }),
    ...(index === undefined ? {} : { indexes: index }),
    ...(capacity === undefined ? {} : { capacity: wholeUnits(capacity, "--capacity") }),
  });
  if (key !== undefined) return { from: "options", table: made };
  const source = "taken for granted: a new table with one key and no index (--table, --key)";
  return { from: "options", table: { ...made, source } };
}

/** Reads the table from where it is. */
export async function readTable(which: WhichTable, clients: () => Clients): Promise<PlannedTable> {
  if (which.from === "options") return which.table;
  if (which.from === "aws") return describedPlannedTable(await describe(which.name, clients()));
  const { file, name, capacity } = which;
  const document = await jsonOfFile(file, "a plan of Terraform", PLAN_HINT);
  return tableFromPlan({
    ...{ document, file },
    ...(name === undefined ? {} : { table: name }),
    ...(capacity === undefined ? {} : { capacity }),
  });
}

/** What DynamoDB says of a table. */
export async function describe(name: string, clients: Clients): Promise<TableDescription> {
  const { DescribeTableCommand } = await import("@aws-sdk/client-dynamodb");
  const client = await clients.dynamodb();
  const { Table = {} } = await awsRequest(`could not describe table ${name}`, clients.target, () =>
    client.send(new DescribeTableCommand({ TableName: name })),
  );
  return Table;
}
