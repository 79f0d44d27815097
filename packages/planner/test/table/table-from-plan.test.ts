import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tableFromPlan } from "../../src/index.ts";

// What Terraform 1.9 and the AWS provider 5.100 say of this repository's own root with
// environments/local.tfvars (terraform plan -out plan.out && terraform show -json plan.out), tables only.
const root: unknown = JSON.parse(readFileSync(new URL("plans/root.json", import.meta.url), "utf8"));

/** A plan, or a state, of one table, whose values are those given. */
function planOf(values: object, ...actions: readonly string[]) {
  const address = "aws_dynamodb_table.users";
  const resource = { address, mode: "managed", type: "aws_dynamodb_table", values };
  return {
    format_version: "1.2",
    planned_values: { root_module: { resources: [resource] } },
    resource_changes: [{ address, change: { actions } }],
  };
}

const UNITS = { write_capacity: 5, read_capacity: 5 };
const KEYED = { name: "users", hash_key: "pk", attribute: [{ name: "pk", type: "S" }], ...UNITS };

/** The same plan where so many values are not known before it is applied. */
function withUnknown(values: object, after_unknown: object) {
  const plan = planOf(values, "create");
  const resource_changes = plan.resource_changes.map(({ address, change }) => ({
    ...{ address, change: { ...change, after_unknown } },
  }));
  return { ...plan, resource_changes };
}

describe("a table of Terraform's plan", () => {
  it("is found in any module, with its indexes and capacity", () => {
    const table = tableFromPlan({
      ...{ document: root, file: "plan.json", table: "spillway-local-entities" },
    });
    const provisioned = { mode: "provisioned", writeUnits: 5, readUnits: 5 };
    const [pk, sk] = ["pk", "sk"].map((name) => ({ name, type: "S" }));
    const index = (name: string, key: string) => ({
      ...{ name, billing: provisioned, projection: { type: "ALL" } },
      keys: { partitionKey: { name: key, type: "S" } },
    });
    expect(table).toEqual({
      shape: {
        ...{ name: "spillway-local-entities", billing: provisioned },
        keys: { partitionKey: pk, sortKey: sk },
        globalIndexes: [index("byEmail", "email"), index("byType", "entityType")],
        localIndexes: [],
      },
      source: "module.scaling[0].module.entities[0].aws_dynamodb_table.this in plan.json",
      exists: false,
    });
  });

  it("is found by its address too", () => {
    const address = 'module.spike[0].module.table["direct"].aws_dynamodb_table.this';
    const { shape } = tableFromPlan({ document: root, file: "plan.json", table: address });
    expect(shape.keys.sortKey).toEqual({ name: "sk", type: "N" });
  });

  it("has what it takes on demand, warm and at most, and its local indexes", () => {
    const document = planOf(
      {
        ...KEYED,
        billing_mode: "PAY_PER_REQUEST",
        range_key: "date",
        attribute: [...KEYED.attribute, { name: "date", type: "N" }, { name: "city", type: "S" }],
        on_demand_throughput: [{ max_read_request_units: -1, max_write_request_units: 500 }],
        warm_throughput: [{ read_units_per_second: 12_000, write_units_per_second: 9_000 }],
        global_secondary_index: [
          {
            name: "byCity",
            key_schema: [
              { attribute_name: "city", key_type: "HASH" },
              { attribute_name: "date", key_type: "RANGE" },
            ],
            ...{ projection_type: "INCLUDE", non_key_attributes: ["street"] },
          },
        ],
        local_secondary_index: [{ name: "own", range_key: "city", projection_type: "KEYS_ONLY" }],
      },
      "update",
    );
    expect(tableFromPlan({ document, file: "plan.json" })).toMatchObject({
      exists: true,
      warmWriteUnits: 9_000,
      shape: {
        billing: { mode: "on-demand", maxWriteUnits: 500, warmWriteUnits: 9_000 },
        globalIndexes: [
          {
            keys: { partitionKey: { name: "city" }, sortKey: { name: "date", type: "N" } },
            projection: { type: "INCLUDE", attributes: ["street"] },
          },
        ],
        localIndexes: [{ keys: { partitionKey: { name: "pk" }, sortKey: { name: "city" } } }],
      },
    });
  });

  it("is new where the plan replaces it, and there where it is a state's", () => {
    const replaced = planOf(KEYED, "delete", "create");
    expect(tableFromPlan({ document: replaced, file: "plan.json" }).exists).toBe(false);
    const { format_version, planned_values: values } = planOf(KEYED);
    expect(tableFromPlan({ document: { format_version, values }, file: "s" }).exists).toBe(true);
  });

  it("has the units that are given where its own are not known, and needs none on demand", () => {
    const { write_capacity: _, ...noUnits } = { ...KEYED, write_capacity: null };
    const byPk = { name: "byPk", hash_key: "pk", ...UNITS };
    const values = { ...noUnits, global_secondary_index: [byPk] };
    const unknown = { write_capacity: true, arn: true };
    const read = (more: object) =>
      tableFromPlan({
        ...{ document: withUnknown({ ...values, ...more }, unknown), file: "plan.json" },
        capacity: 20,
      }).shape;
    expect(read({})).toMatchObject({
      billing: { mode: "provisioned", writeUnits: 20, readUnits: 5 },
      globalIndexes: [{ billing: { writeUnits: 5, readUnits: 5 } }],
    });
    expect(read({ billing_mode: "PAY_PER_REQUEST" }).billing).toEqual({ mode: "on-demand" });
  });

  it.each([
    ["no JSON object", [], undefined, "expected a plan of Terraform in plan.json"],
    ["another document", { format_version: "1.2" }, undefined, "expected a plan of Terraform"],
    [
      "a plan without a table",
      { format_version: "1.2", planned_values: { root_module: {} } },
      undefined,
      "expected a table in plan.json; came a plan without any",
    ],
    ["a table that is not there", root, "orders", "expected the table orders in plan.json; came"],
    ["several tables", root, undefined, "expected one table in plan.json; came spillway-local-"],
    ["a table without keys", planOf({ name: "users" }), undefined, "name a partition key"],
    [
      "a key without a type",
      planOf({ ...KEYED, attribute: [] }),
      undefined,
      'the type of its key attribute "pk"',
    ],
    [
      "a capacity that is not known before it is applied",
      planOf({ ...KEYED, write_capacity: null }),
      undefined,
      "expected write_capacity of aws_dynamodb_table.users in plan.json; it is not known before",
    ],
    [
      "an index's capacity that is not known",
      planOf({ ...KEYED, global_secondary_index: [{ name: "byPk", hash_key: "pk" }] }),
      undefined,
      "expected write_capacity of the index byPk of aws_dynamodb_table.users in plan.json; it is",
    ],
    [
      "a name that is not known",
      withUnknown({ ...KEYED, name: undefined }, { name: true, arn: true }),
      undefined,
      "expected name of aws_dynamodb_table.users in plan.json; it is not known before",
    ],
    [
      "indexes of which nothing is known",
      withUnknown(KEYED, { global_secondary_index: true }),
      undefined,
      "expected global_secondary_index of aws_dynamodb_table.users in plan.json; it is not known",
    ],
    ["values of another kind", planOf({ ...KEYED, hash_key: 7 }), undefined, "another hash_key"],
  ])("is refused of %s", (_, document, table, message) => {
    const read = () =>
      tableFromPlan({ document, file: "plan.json", ...(table === undefined ? {} : { table }) });
    expect(read).toThrow(
      expect.objectContaining({
        code: "TABLE_INVALID",
        message: expect.stringContaining(message),
      }),
    );
  });
});
