import { TABLE_RESOURCE } from "@spillway/capacity";
import { describe, expect, it } from "vitest";
import type { DescribedTable } from "../../src/control/described-table.ts";
import { type Consumption, judgeThrottle } from "../../src/throttles/judge-throttle.ts";
import { SOME_INDEX, TABLE_OR_INDEX, type ThrottledPart } from "../../src/throttles/throttle.ts";

function tableWith(writeUnits: Readonly<Record<string, number>>): DescribedTable {
  const resources = Object.entries(writeUnits).map(
    ([name, units]) =>
      [
        name,
        {
          provisioned: { readUnits: units, writeUnits: units },
          decreasesToday: 0,
          partitionKey: ["pk"],
        },
      ] as const,
  );
  return { name: "users", isOnDemand: false, isUpdating: false, resources: new Map(resources) };
}

const consumption = (own?: number, all?: number): Consumption => ({
  own: () => own,
  all: () => all,
});
const NOTHING = consumption();

function part(resource: ThrottledPart["resource"], cause?: ThrottledPart["cause"]): ThrottledPart {
  const reason = cause ?? "told none";
  return { table: "users", resource, access: "write", reason, ...(cause && { cause }) };
}

const kinds = (judged: readonly { readonly kind: string }[]) => judged.map(({ kind }) => kind);

describe("a reason that DynamoDB tells", () => {
  it.each([
    ["ProvisionedThroughputExceeded", "capacity"],
    ["KeyRangeThroughputExceeded", "not capacity"],
    ["AccountLimitExceeded", "not capacity"],
    ["MaxOnDemandThroughputExceeded", "not capacity"],
    ["not known here", "unknown"],
  ] as const)("decides, whatever is known of consumption: %s", (cause, kind) => {
    for (const known of [NOTHING, consumption(0, 0), consumption(5_000, 5_000)]) {
      const table = tableWith({ [TABLE_RESOURCE]: 5_000 });
      expect(kinds(judgeThrottle(part(TABLE_RESOURCE, cause), table, known))).toEqual([kind]);
    }
  });
});

describe("without a reason", () => {
  it.each([
    ["one partition gives all of it", 1_000, NOTHING, "capacity"],
    ["nothing is known of the consumption", 1_001, NOTHING, "unknown"],
    ["our own part is most of it", 2_000, consumption(1_600), "capacity"],
    ["our own part is little, and the rest not known", 2_000, consumption(900), "unknown"],
    ["most was consumed", 2_000, consumption(1, 1_600), "capacity"],
    ["little was consumed by everybody", 2_000, consumption(1, 900), "not capacity"],
  ] as const)("capacity is held against consumption: %s", (_, units, known, kind) => {
    const table = tableWith({ [TABLE_RESOURCE]: units });
    expect(kinds(judgeThrottle(part(TABLE_RESOURCE), table, known))).toEqual([kind]);
  });

  it("of indexes that are not told apart, those with the least capacity lack it", () => {
    const table = tableWith({ [TABLE_RESOURCE]: 2, byEmail: 5, byCity: 5, byType: 6 });
    const judged = judgeThrottle(part(SOME_INDEX), table, NOTHING);
    expect(judged).toMatchObject([{ resource: "byEmail" }, { resource: "byCity" }]);
    expect(judgeThrottle(part(TABLE_OR_INDEX), table, NOTHING)).toMatchObject([
      { resource: TABLE_RESOURCE },
    ]);
  });

  it("an index that is used up is it, though another has less", () => {
    const table = tableWith({ [TABLE_RESOURCE]: 50, byEmail: 40, byCity: 5 });
    const known: Consumption = {
      own: (resource) => (resource === "byEmail" ? 40 : 1),
      all: () => undefined,
    };
    expect(judgeThrottle(part(SOME_INDEX), table, known)).toMatchObject([{ resource: "byEmail" }]);
  });

  it("a local index has its table's capacity", () => {
    const table = tableWith({ [TABLE_RESOURCE]: 5 });
    expect(judgeThrottle(part("byDate"), table, NOTHING)).toMatchObject([
      { kind: "capacity", resource: TABLE_RESOURCE },
    ]);
  });
});
