import type { ChangeEvent } from "@spillway/change-capture";
import pc from "picocolors";
import { expect, test } from "vitest";
import { auditQuery } from "../../src/audit/audit-query.ts";
import { auditText, stateText } from "../../src/audit/audit-text.ts";
import { itemAudit, stateAudit } from "../../src/audit/item-audit.ts";
import { valueText } from "../../src/audit/value-text.ts";

const colours = pc.createColors(false);
const keys = { UserId: { S: "u1" }, ActivityId: { S: "a1" } };
const login = { ...keys, Type: { S: "LOGIN" }, Amount: { N: "12.50" } };
const logout = { ...login, Type: { S: "LOGOUT" }, Tags: { SS: ["a", "b"] } };
const base = { table: "activity", region: "us-east-1", keys, changedAttributes: [], sizeBytes: 9 };
const changes: readonly ChangeEvent[] = [
  {
    ...{ ...base, eventId: "1", type: "insert", by: "caller", newImage: login },
    ...{ at: "2026-11-28T18:40:02.000Z", sequenceNumber: "101" },
  },
  {
    ...{ ...base, eventId: "2", type: "modify", by: "caller", oldImage: login, newImage: logout },
    ...{ at: "2026-11-28T18:41:10.000Z", sequenceNumber: "102" },
  },
  {
    ...{ ...base, eventId: "3", type: "remove", by: "ttl", oldImage: logout },
    ...{ at: "2026-11-29T02:00:00.000Z", sequenceNumber: "103" },
  },
];
const log = {
  ...{ changes, beginsAt: "2026-11-28T18:40:02.000Z", objects: 3, unreadableLines: 0 },
};

test("a history says of each change when, by whom, what was and what is", () => {
  expect(auditText(itemAudit("activity", keys, log), colours)).toBe(
    `activity  UserId "u1"  ActivityId "a1"  3 changes

2026-11-28 18:40:02 UTC  insert  by a caller  101
    + Amount  12.50
    + Type    "LOGIN"

2026-11-28 18:41:10 UTC  modify  by a caller  102
    + Tags  {"a", "b"}
    ~ Type  "LOGIN" → "LOGOUT"

2026-11-29 02:00:00 UTC  remove  by its time to live  103
    - Amount  12.50
    - Tags    {"a", "b"}
    - Type    "LOGOUT"`,
  );
});

test("a log that begins later or has a hole says so", () => {
  const later = { ...log, changes: changes.slice(1) };
  const found = itemAudit("activity", keys, later);
  expect(found.earlierUnknown).toBe(true);
  expect(auditText(found, colours)).toContain("begins later than the item");
  // Who asks for a part is not told that it is one.
  const window = { fromMs: Date.parse("2026-11-28T18:41:00Z") };
  expect(itemAudit("activity", keys, log, window)).toMatchObject({ earlierUnknown: false });
  const holed = { ...log, changes: changes.filter(({ type }) => type !== "modify") };
  const audit = itemAudit("activity", keys, holed);
  expect(audit.holes).toBe(1);
  expect(auditText(audit, colours)).toContain(
    "The log has a hole here: the change before had left",
  );
});

test("a history without changes asks whether the key is right", () => {
  const nothing = itemAudit("activity", keys, { ...log, changes: [] });
  expect(auditText(nothing, colours)).toBe(
    `activity  UserId "u1"  ActivityId "a1"  0 changes
    The log has no change of this item there: is the key right? Its values are in the table's order, or Name=value.`,
  );
});

test("a state says since when and until when it was so", () => {
  const at = (iso: string) =>
    stateText(stateAudit("activity", keys, log, Date.parse(iso)), colours);
  expect(at("2026-11-28T18:41:09.500Z")).toBe(
    `activity  UserId "u1"  ActivityId "a1"
as of 2026-11-28 18:41:09.500 UTC: the item is
    since 2026-11-28 18:40:02 UTC, insert by a caller
    until 2026-11-28 18:41:10 UTC, modify by a caller

    ActivityId  "a1"
    Amount      12.50
    Type        "LOGIN"
    UserId      "u1"`,
  );
  expect(at("2026-11-30T00:00:00Z")).toContain("there is no such item");
  expect(at("2026-11-28T18:00:00Z")).toContain("The log begins later, at 2026-11-28 18:40:02 UTC.");
});

test.each([
  [{ N: "12345678901234567890.123456789" }, "12345678901234567890.123456789"],
  [{ S: 'a "b"\u001b[2J\u009b\u202e' }, '"a \\"b\\"\\u001b[2J\\u{9b}\\u{202e}"'],
  [{ S: "x".repeat(5_000) }, `"${"x".repeat(160)}"… of 5,000 characters`],
  [{ B: "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhc=" }, "binary of 23 bytes (AQIDBAUGBwgJCgsMDQ4PEBES…)"],
  [{ NS: ["1", "2.0"] }, "{1, 2.0}"],
  [
    { M: { city: { S: "Bonn" }, "a b": { L: [{ BOOL: true }, { NULL: true }] } } },
    '{city: "Bonn", "a b": [true, null]}',
  ],
] as const)("%j is %s", (value, text) => {
  expect(valueText(value)).toBe(text);
});

test("a query of Athena's asks for the same, and escapes what it is told", () => {
  const query = auditQuery({
    ...{ database: "spillway_capture", catalogTable: "changes", table: "activity" },
    keys: { UserId: { S: 'o\'neil "x"' }, "odd name": { N: "+007.50" } },
    ...{ fromMs: Date.parse("2026-11-01T10:00:00Z"), atMs: Date.parse("2026-11-28T18:40:02Z") },
  });
  expect(
    query,
  ).toBe(`SELECT "at", "type", "by", "changed", "old", "new", "sequence_number", "event_id"
FROM (
  SELECT *, row_number() OVER (PARTITION BY "event_id" ORDER BY "sequence_number") AS delivery
  FROM "spillway_capture"."changes"
  WHERE "table" = 'activity'
    AND "date" >= '2026-11-01'
    AND "date" <= '2026-11-28'
    AND "at" >= '2026-11-01T10:00:00.000Z'
    AND "at" <= '2026-11-28T18:40:02.000Z'
    AND json_extract("keys", '$.UserId.S') = JSON '"o''neil \\"x\\""'
    AND json_extract("keys", '$["odd name"].N') = JSON '"7.5"'
) AS delivered
WHERE delivery = 1
ORDER BY lpad("sequence_number", 40, '0') DESC
LIMIT 1`);
});
