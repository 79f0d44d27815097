import { decreasesLeft, TABLE_RESOURCE } from "@spillway/capacity";
import { describe, expect, it } from "vitest";
import { NOTHING_REMEMBERED, rememberChange, rememberRefusal } from "../../src/index.ts";
import { DAY_MS, NOON_MS, SCALING, viewOf } from "./views.ts";

const request = (writeUnits: number, resource = TABLE_RESOURCE) => ({
  changes: [{ resource, to: { readUnits: 5, writeUnits } }],
});
const at = (writeUnits: number, nowMs = NOON_MS) =>
  viewOf([], { nowMs, provisioned: { writeUnits } });

describe("what is remembered of a change", () => {
  it("of a raise: when, how high, and which baseline was followed", () => {
    const memory = rememberChange(SCALING, at(5), NOTHING_REMEMBERED, request(40));
    expect(memory.resources[TABLE_RESOURCE]).toMatchObject({
      raisedAtMs: NOON_MS,
      highest: { readUnits: 5, writeUnits: 40, atMs: NOON_MS },
      base: SCALING.table.base,
      decreases: { left: 4, madeToday: 0 },
    });
  });

  it("of a decrease: that one is spent", () => {
    const memory = rememberChange(SCALING, at(40), NOTHING_REMEMBERED, request(5));
    const table = memory.resources[TABLE_RESOURCE];
    expect(table && decreasesLeft(table.decreases, NOON_MS)).toBe(3);
    expect(table?.raisedAtMs).toBeUndefined();
  });

  it("of a lower raise: the highest stays, for a day", () => {
    const high = rememberChange(SCALING, at(5), NOTHING_REMEMBERED, request(40));
    const highestAfter = (nowMs: number) =>
      rememberChange(SCALING, at(5, nowMs), high, request(20)).resources[TABLE_RESOURCE]?.highest
        ?.writeUnits;
    expect(highestAfter(NOON_MS + DAY_MS)).toBe(40);
    expect(highestAfter(NOON_MS + DAY_MS + 1)).toBe(20);
  });

  it("nothing of a resource that the table no longer has", () => {
    expect(rememberChange(SCALING, at(5), NOTHING_REMEMBERED, request(40, "gone"))).toEqual(
      NOTHING_REMEMBERED,
    );
  });

  it("as a JSON document", () => {
    const memory = rememberChange(SCALING, at(5), NOTHING_REMEMBERED, request(40));
    expect(JSON.parse(JSON.stringify(memory))).toEqual(memory);
  });
});

describe("what is remembered of a refusal", () => {
  it("when the next decrease can be made", () => {
    const memory = rememberRefusal(at(40), NOTHING_REMEMBERED, request(5), NOON_MS + 1_000);
    expect(memory.resources[TABLE_RESOURCE]?.noDecreaseBeforeMs).toBe(NOON_MS + 1_000);
  });

  it("nothing where it was no decrease, or was refused for another reason", () => {
    const known = NOTHING_REMEMBERED;
    expect(rememberRefusal(at(5), known, request(40), NOON_MS + 1_000)).toEqual(known);
    expect(rememberRefusal(at(40), known, request(5), undefined)).toEqual(known);
  });
});
