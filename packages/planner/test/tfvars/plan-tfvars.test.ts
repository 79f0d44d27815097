import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planTfvars, type StrategyKey } from "../../src/index.ts";
import { hclString } from "../../src/tfvars/hcl.ts";
import { plansByStrategy } from "./plans-by-strategy.ts";

const made = plansByStrategy(false);
const existing = plansByStrategy(true);

function tfvarsOf(key: StrategyKey, plans = made): string {
  const plan = plans.get(key);
  if (plan === undefined) throw new Error(`expected a plan for ${key}`);
  return planTfvars(plan);
}

describe("the recommended values as a file of Terraform's", () => {
  it.each([
    ["on-demand", /features += \["table"\]/, /billing += "on-demand"/],
    ["on-demand-maximum", /features += \["table"\]/, /max_write_units += 40 /],
    ["fixed", /features += \["table"\]/, /capacity_owner += "fixed"/],
    ["auto-scaling", /features += \["table"\]/, /autoscaling += \{\n[^}]+write += \{ min = \d/],
    ["scaler", /features += \["scaling", "table"\]/, /capacity_owner += "scaler"/],
    ["scaler-predicting", /features += \["scaling", "table"\]/, /prediction += "on"/],
    ["buffered", /features += \["jobs", "table"\]/, /Users = \{ with_buffer_queue = true \}/],
    ["spillover", /features += \["jobs", "table"\]/, /Users = \{ with_buffer_queue = true \}/],
    ["direct", /features += \["table"\]/, /capacity_owner += "fixed"/],
    ["import", /features += \["table"\]/, /import-table/],
  ] as const)("of %s name its features and its capacity", (key, features, capacity) => {
    const text = tfvarsOf(key);
    expect(text).toMatch(features);
    expect(text).toMatch(capacity);
    expect(text).toMatch(/^environment = "planned"$/m);
    expect(text).toMatch(/^region += "eu-west-1" # the region of the prices$/m);
  });

  it("have the keys, indexes and projections of the table, and say where they come from", () => {
    const text = tfvarsOf("fixed");
    expect(text).toMatch(/name += "Users" +# options/);
    expect(text).toMatch(/sort_key += \{ name = "at", type = "N" \}/);
    expect(text).toContain('included_attributes = ["first \\"name\\"", "$${last}"]');
    expect(text).toMatch(/"2nd\.by-type" = \{/);
    expect(text).toMatch(/local_indexes = \{\n +byName = \{/);
  });

  it("begin with the load, the price list and the advice, each in a comment", () => {
    const head = tfvarsOf("fixed").split("\n\n")[0] ?? "";
    expect(head.split("\n").every((line) => line.startsWith("#"))).toBe(true);
    expect(head).toContain("# The load: orders.csv of last week.");
    expect(head).toMatch(/price list of eu-west-1/);
    expect(head).toContain("# terraform plan makes the table Users.");
  });

  it("of a table that is there leave it to who made it, but for the features that work on any table", () => {
    expect(tfvarsOf("scaler", existing)).toMatch(/features += \["scaling"\]/);
    expect(tfvarsOf("buffered", existing)).toMatch(/features += \["jobs"\]/);
    expect(tfvarsOf("buffered", existing)).not.toMatch(/^table = /m);
    expect(tfvarsOf("fixed", existing)).toContain(
      "'module.table[0].module.provisioned[0].aws_dynamodb_table.this' Users",
    );
    expect(tfvarsOf("on-demand", existing)).toContain("module.on_demand[0]");
  });
});

describe("a string in HCL", () => {
  it.each([
    ['say "yes"', '"say \\"yes\\""'],
    ["a\\b", '"a\\\\b"'],
    ["$" + "{var.x} %" + "{ if }", '"$${var.x} %%{ if }"'],
    ["100 % of $5", '"100 % of $5"'],
    ["two\nlines", '"two\\nlines"'],
  ])("%s is written so that it comes back", (text, written) => {
    expect(hclString(text)).toBe(written);
  });

  it("has no quote, line break or template of its own", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab"\\\n$%{}') }), (text) => {
        const inner = hclString(text).slice(1, -1);
        expect(inner.replace(/\\./g, "")).not.toMatch(/["\n]/);
        // What is left must not come together to a new one, so something stands in its place.
        expect(inner.replace(/\$\$\{|%%\{/g, "_")).not.toMatch(/[$%]\{/);
      }),
    );
  });
});
