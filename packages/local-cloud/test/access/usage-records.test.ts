import type { PolicyRule } from "@spillway/access";
import { describe, expect, it } from "vitest";
import { UsageRecords } from "../../src/access/usage/usage-records.ts";

const rule = (action: string): PolicyRule => ({
  policy: "role r, p",
  statement: 1,
  action,
  resource: "*",
});
const refusal = (resource: string) => ({
  principal: "arn:session",
  action: "sqs:SendMessage",
  resource,
  because: "not-allowed" as const,
  message: `no ${resource}`,
});

describe("UsageRecords", () => {
  it("counts uses by permission, with the actions that it was used for", () => {
    let now = 1_000;
    const records = new UsageRecords(() => now);
    records.used("role", "sqs:SendMessage", [rule("sqs:*")]);
    now = 2_000;
    records.used("role", "sqs:DeleteMessage", [rule("sqs:*"), rule("*")]);
    expect(records.useOf("role", rule("sqs:*"))).toEqual({
      uses: 2,
      lastUsed: 2_000,
      usedFor: ["sqs:DeleteMessage", "sqs:SendMessage"],
    });
    expect(records.useOf("role", rule("*"))?.uses).toBe(1);
    expect(records.useOf("role", rule("s3:*"))).toBeUndefined();
    expect(records.useOf("other", rule("sqs:*"))).toBeUndefined();
  });

  it("counts refusals by action, resource and reason", () => {
    let now = 0;
    const records = new UsageRecords(() => now);
    records.refused("role", refusal("a"));
    now = 1_000;
    records.refused("role", refusal("a"));
    records.refused("role", refusal("b"));
    expect(records.refusalsOf("role")).toEqual([
      { ...refusal("a"), count: 2, last: "1970-01-01T00:00:01.000Z" },
      { ...refusal("b"), count: 1, last: "1970-01-01T00:00:01.000Z" },
    ]);
    expect(records.refusalCounts()).toEqual({ role: 3 });
  });

  it("keeps a limited number of reasons, and counts the rest", () => {
    const records = new UsageRecords(() => 0);
    for (let each = 0; each < 1_000; each += 1) records.refused("role", refusal(String(each)));
    const kept = records.refusalsOf("role").length;
    expect(kept).toBeLessThan(1_000);
    expect(kept + records.refusedBeyond("role")).toBe(1_000);
    expect(records.refusalCounts()).toEqual({ role: 1_000 });
  });
});
