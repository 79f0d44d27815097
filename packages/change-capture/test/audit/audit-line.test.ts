import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { auditLine, parseAuditLine } from "../../src/index.ts";
import { change, changes } from "../fixtures/changes.ts";

describe("a line of the audit log", () => {
  test("has its fields in one order, images as they came", () => {
    expect(auditLine(change())).toBe(
      '{"event_id":"c4ca4238a0b923820dcc509a6f75849b","type":"modify","by":"caller",' +
        '"table":"orders","region":"us-east-1","keys":{"pk":{"S":"a"}},' +
        '"old":{"pk":{"S":"a"},"n":{"N":"1"}},"new":{"pk":{"S":"a"},"n":{"N":"2"}},' +
        '"changed":["n"],"at":"2026-11-28T18:26:14.000Z",' +
        '"sequence_number":"100000000000000000111","size_bytes":26}',
    );
  });

  test("leaves out the image that there is none of", () => {
    const { oldImage: _, ...inserted } = change({ type: "insert" });
    expect(Object.keys(JSON.parse(auditLine(inserted)))).not.toContain("old");
    expect(parseAuditLine(auditLine(inserted))).toStrictEqual(inserted);
  });

  test("is read as the change that was written, whatever it is", () => {
    fc.assert(
      fc.property(changes, (one) => {
        const line = auditLine(one);
        expect(line).not.toContain("\n");
        // The test runner's own comparison trips over an attribute named "constructor".
        expect(isDeepStrictEqual(parseAuditLine(line), one)).toBe(true);
        expect(auditLine(parseAuditLine(`${line}\n`))).toBe(line);
      }),
    );
  });

  test("may have fields that are unknown", () => {
    const line = JSON.stringify({ ...JSON.parse(auditLine(change())), shard: "s", more: [1] });
    expect(parseAuditLine(line)).toStrictEqual(change());
  });

  test.each([
    ["{", "a line of JSON"],
    ["[]", "a JSON object"],
    [{ event_id: 5 }, 'text in "event_id"; came 5'],
    [{ type: "updated" }, 'one of insert, modify, remove in "type"; came "updated"'],
    [{ by: undefined }, 'one of caller, ttl in "by"; came none'],
    [{ keys: undefined }, 'an object of attributes in "keys"; came none'],
    [{ old: [] }, 'an object of attributes in "old"; came []'],
    [{ changed: ["a", 1] }, 'names in "changed"; came ["a",1]'],
    [{ size_bytes: "1" }, 'a number in "size_bytes"; came "1"'],
  ])("%j is refused, and what is wrong is said", (wrong, says) => {
    const given = JSON.parse(auditLine(change()));
    const text = typeof wrong === "string" ? wrong : JSON.stringify({ ...given, ...wrong });
    expect(() => parseAuditLine(text)).toThrow(
      expect.objectContaining({
        code: "AUDIT_LINE_INVALID",
        message: expect.stringContaining(says),
      }),
    );
  });
});
