import { TABLE_RESOURCE } from "@spillway/capacity";
import { describe, expect, it } from "vitest";
import type { DescribedTable } from "../../src/control/described-table.ts";
import { notRaisedSince, withDescribed } from "../../src/control/scaling-memory.ts";
import { NOTHING_REMEMBERED } from "../../src/rules/remember.ts";

const NOW_MS = Date.parse("2026-03-04T10:00:00Z");
const MINUTE_MS = 60_000;
const THROTTLED = [{ resource: TABLE_RESOURCE, access: "write" as const }];

function described(lastIncreaseMs: number, isUpdating = false): DescribedTable {
  const provisioned = { readUnits: 5, writeUnits: 10 };
  const table = { provisioned, decreasesToday: 0, lastIncreaseMs, partitionKey: ["pk"] };
  const resources = new Map([[TABLE_RESOURCE, table]]);
  return { name: "users", isOnDemand: false, isUpdating, resources };
}

const raisedAtMs = (memory: ReturnType<typeof withDescribed>) =>
  memory.resources[TABLE_RESOURCE]?.raisedAtMs;

describe("an increase that somebody else made", () => {
  it.each([
    ["may be in force since now", NOW_MS - 20_000, NOW_MS],
    ["was in force five minutes later", NOW_MS - 20 * MINUTE_MS, NOW_MS - 15 * MINUTE_MS],
    ["counts by DynamoDB's clock where that is ahead", NOW_MS + 300, NOW_MS + 300],
  ])("%s", (_, askedForMs, expected) => {
    const memory = withDescribed(NOTHING_REMEMBERED, described(askedForMs), NOW_MS);
    expect(raisedAtMs(memory)).toBe(expected);
  });

  it("counts once: what is throttled after it was seen raises", () => {
    const askedForMs = NOW_MS - 20_000;
    const seen = withDescribed(NOTHING_REMEMBERED, described(askedForMs), NOW_MS);
    const again = withDescribed(seen, described(askedForMs), NOW_MS + 5_000);
    expect(raisedAtMs(again)).toBe(NOW_MS);
    expect(notRaisedSince(THROTTLED, NOW_MS - 10_000, again)).toEqual([]);
    expect(notRaisedSince(THROTTLED, NOW_MS + 1_000, again)).toEqual(THROTTLED);
  });

  it("is not known before it is in force", () => {
    const meanwhile = withDescribed(NOTHING_REMEMBERED, described(NOW_MS - 20_000, true), NOW_MS);
    expect(raisedAtMs(meanwhile)).toBeUndefined();
    const after = withDescribed(meanwhile, described(NOW_MS - 20_000), NOW_MS + MINUTE_MS);
    expect(raisedAtMs(after)).toBe(NOW_MS + MINUTE_MS);
  });
});
