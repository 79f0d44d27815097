import { capacityPricesOf, TABLE_RESOURCE } from "@spillway/capacity";
import {
  describedTable,
  NOTHING_REMEMBERED,
  type ScalingEvent,
  scalingSettings,
  tableScaling,
  tableView,
} from "@spillway/throughput-scaling";
import pc from "picocolors";
import { describe, expect, it } from "vitest";
import { eventText, priced } from "../../src/scale/scaling-history.ts";
import { statusNotes, statusRows, statusTitle } from "../../src/scale/status-text.ts";
import { tableStatus } from "../../src/scale/table-status.ts";

const NOW = Date.UTC(2026, 10, 29, 12);
const prices = capacityPricesOf("us-east-1");
const plain = pc.createColors(false);
const scaling = tableScaling(scalingSettings({}));
const throughput = (ReadCapacityUnits: number, WriteCapacityUnits: number) => ({
  ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits },
});
const described = describedTable({
  ...{ TableName: "users", TableStatus: "ACTIVE" as const, ...throughput(5, 40) },
  GlobalSecondaryIndexes: [{ IndexName: "byEmail", ...throughput(5, 5) }],
});
const minute = (writeUnits: number, writes: number) => ({
  startMs: NOW - 60_000,
  consumed: { readUnits: 0, writeUnits },
  throttled: { reads: 0, writes },
});
const view = tableView(
  described,
  new Map([
    [TABLE_RESOURCE, [minute(1_800, 0), minute(600, 7)]],
    ["byEmail", [minute(0, 0), minute(0, 0)]],
  ]),
  NOW,
);
const event: ScalingEvent = {
  ...{ id: "1", table: "users", atMs: NOW, by: "scaler" },
  steps: [
    {
      ...{ resource: "", access: "write", from: 5, to: 40 },
      ...{ reason: "consumption", because: "More is used." },
    },
  ],
};

describe("the status of a table", () => {
  const state = {
    memory: {
      resources: {
        byEmail: {
          decreases: { dayStartMs: NOW, madeToday: 4, left: 0, countedAtMs: NOW },
          noDecreaseBeforeMs: NOW + 3_600_000,
        },
      },
    },
    lease: { table: "users", owner: "one", untilMs: NOW + 30_000 },
  };
  const [lastEvent] = priced([event], scaling, NOW + 3_600_000, prices);
  const lastDay = {
    ...{ day: "2026-11-28", provisioned: 0.31, raised: 0.12, onDemand: 0.4 },
    raisedUnitHours: { readUnits: 0, writeUnits: 180 },
  };
  const status = tableStatus(described, scaling, view, state, { lastEvent, lastDay, prices });

  it("says use, throttles and decreases of each, and what it costs", () => {
    expect(status.resources.map(({ index, used, throttled }) => [index, used, throttled])).toEqual([
      [null, { readUnits: 0, writeUnits: 20 }, { reads: 0, writes: 7 }],
      ["byEmail", { readUnits: 0, writeUnits: 0 }, { reads: 0, writes: 0 }],
    ]);
    expect(status.resources.map(({ decreases }) => decreases)).toEqual([
      { left: 4 },
      { left: 0, nextAt: "2026-11-29T13:00:00.000Z" },
    ]);
    expect(status.leaseUntil).toBe("2026-11-29T12:00:30.000Z");
    // 45 and 10 units; 35 of them above the baseline; 20 writes a second for a day.
    expect(status.dollarsADay?.provisioned).toBeCloseTo(24 * (45 * 0.00065 + 10 * 0.00013));
    expect(status.dollarsADay?.aboveBase).toBeCloseTo(24 * 35 * 0.00065);
    expect(status.dollarsADay?.onDemand).toBeCloseTo(20 * 86_400 * 0.625e-6);
  });

  it("is read by a person", () => {
    expect(statusTitle(status, plain)).toBe("users ACTIVE use and throttles of the last 2 minutes");
    expect(statusRows(status)).toEqual([
      ["the table", "40", "50 %", "5 … 50", "5", "0 %", "5 … 100", "7", "4"],
      ["index byEmail", "5", "0 %", "5 … 50", "5", "0 %", "5 … 100", "0", "0, next at 13:00 UTC"],
    ]);
    expect(statusNotes(status, plain).split("\n")).toEqual([
      "$0.73 a day, of which $0.55 above the baseline; this use on demand: $1.08 a day",
      "somebody changes it now, until 2026-11-29T12:00:30.000Z at the latest",
      "2026-11-28: $0.31, of which $0.12 above the baseline; on demand it would have been $0.40",
      "last: 2026-11-29 12:00:00 UTC scaler users: the table 5 → 40 write $0.55 more a day; above the baseline $0.02 so far",
      "  More is used.",
    ]);
  });

  it("is without dollars where nobody knows the prices of its region", () => {
    const [unpriced] = priced([event], scaling, NOW + 3_600_000, undefined);
    const found = tableStatus(described, scaling, view, state, {
      lastEvent: unpriced,
      prices: undefined,
    });
    expect(found.dollarsADay).toBeNull();
    expect(statusNotes(found, plain)).not.toContain("$");
    expect(statusNotes(found, plain).split("\n")).toContain(
      "last: 2026-11-29 12:00:00 UTC scaler users: the table 5 → 40 write",
    );
  });

  it("says of a table on demand that there is nothing to scale", () => {
    const onDemand = describedTable({
      ...{ TableName: "users", TableStatus: "ACTIVE" },
      BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
    });
    const none = { memory: NOTHING_REMEMBERED };
    const found = tableStatus(onDemand, scaling, tableView(onDemand, new Map(), NOW), none, {
      prices,
    });
    expect(found).toMatchObject({ isOnDemand: true, resources: [] });
    expect(statusTitle(found, plain)).toContain("users on demand");
  });

  it("counts no decreases where nobody does", () => {
    const free = { ...scaling, decreaseRule: "unlimited" as const };
    const found = tableStatus(described, free, view, state, { prices });
    expect(found.resources.map(({ decreases }) => decreases)).toEqual([
      { left: null },
      { left: null },
    ]);
    expect(statusRows(found).map((cells) => cells.at(-1))).toEqual(["not limited", "not limited"]);
    expect(statusNotes(found, plain)).toContain("never scaled");
  });
});

describe("an event", () => {
  it("that DynamoDB refused costs nothing, and says so", () => {
    const [refused] = priced(
      [{ ...event, refused: "LimitExceededException" }],
      scaling,
      NOW,
      prices,
    );
    expect(refused).toMatchObject({ dollarsADay: 0, dollarsRaised: 0 });
    expect(refused && eventText(refused, plain)).toContain(
      "5 → 40 write refused: LimitExceededException",
    );
  });
});
