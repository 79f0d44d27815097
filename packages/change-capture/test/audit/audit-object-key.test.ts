import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  auditDatePrefix,
  auditObjectKey,
  auditTablePrefix,
  parseAuditObjectKey,
} from "../../src/index.ts";
import { change, changes } from "../fixtures/changes.ts";

describe("the key of an audit object", () => {
  const two = [change(), change({ eventId: "b", sequenceNumber: "100000000000000000222" })];

  test("names table, day, range of the stream, count and a digest of the event ids", () => {
    expect(auditObjectKey(two)).toMatch(
      /^audit-logs\/table=orders\/date=2026-11-28\/0{19}100000000000000000111-0{19}100000000000000000222-2-[0-9a-f]{12}\.jsonl\.gz$/,
    );
    expect(auditObjectKey(two, "")).toMatch(/^table=orders\/date=/);
  });

  test("is another for other changes of the same range", () => {
    const others = [change({ eventId: "of another shard" }), ...two.slice(1)];
    expect(auditObjectKey(others)).not.toBe(auditObjectKey(two));
  });

  test("says what it holds, and begins as the prefixes of its table and day do", () => {
    fc.assert(
      fc.property(fc.array(changes, { minLength: 1 }), fc.string(), (given, prefix) => {
        const key = auditObjectKey(given, prefix);
        const { table = "", at = "", sequenceNumber } = given[0] ?? {};
        expect(key.startsWith(auditTablePrefix(table, prefix))).toBe(true);
        expect(key.startsWith(auditDatePrefix(table, at, prefix))).toBe(true);
        expect(parseAuditObjectKey(key)).toStrictEqual({
          table,
          date: at.slice(0, 10),
          firstSequenceNumber: sequenceNumber,
          lastSequenceNumber: given.at(-1)?.sequenceNumber,
          count: given.length,
        });
      }),
    );
  });

  test("is in the order of the stream", () => {
    const keyAt = (sequenceNumber: string) => auditObjectKey([change({ sequenceNumber })]);
    expect(keyAt("9") < keyAt("100000000000000000000")).toBe(true);
    expect(keyAt("100000000000000000000") < keyAt("1000000000000000000000")).toBe(true);
  });

  test("of what stands for a table may have any characters", () => {
    const key = auditObjectKey([change({ table: "a/b c" })]);
    expect(key).toContain("table=a%2Fb%20c/");
    expect(parseAuditObjectKey(key)?.table).toBe("a/b c");
  });

  test("is no key of another object", () => {
    expect(parseAuditObjectKey("audit-logs/table=orders/date=2026-11-28/readme.txt")).toBe(
      undefined,
    );
    expect(() => auditObjectKey([])).toThrow(RangeError);
  });
});
