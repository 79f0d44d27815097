import type { AttributeMap } from "@spillway/item";
import { describe, expect, test } from "vitest";
import { readNoticeRules } from "../../src/index.ts";
import { NOTICE_MAX_BYTES, noticeBytes, noticeOf } from "../../src/notices/notice.ts";
import { change } from "../fixtures/changes.ts";

const [rule] = readNoticeRules(
  '[{"name":"any","pattern":{"type":["modify"]},"subject":"S"}]',
).rules;
if (rule === undefined) throw new Error("expected a rule");
const noticeAbout = (given: Parameters<typeof change>[0]) => noticeOf(change(given), rule);

describe("a notice", () => {
  test("says what changed, in plain JSON", () => {
    const newImage: AttributeMap = {
      ...{
        pk: { S: "a" },
        n: { N: "1.50" },
        exact: { N: "12345678901234567890.123456789012345678" },
      },
      ...{
        set: { NS: ["1", "2"] },
        names: { SS: ["a"] },
        bytes: { B: "AQI=" },
        blobs: { BS: ["AQ=="] },
      },
      ...{ list: { L: [{ NULL: true }, { BOOL: false }] }, map: { M: { a: { S: "b" } } } },
    };
    const { body, ...notice } = noticeAbout({ newImage, changedAttributes: ["n"] });
    expect(JSON.parse(body)).toEqual({
      event_id: "c4ca4238a0b923820dcc509a6f75849b",
      ...{ rule: "any", type: "modify", by: "caller", table: "orders", region: "us-east-1" },
      keys: { pk: "a" },
      old: { pk: "a", n: 1 },
      new: {
        ...{ pk: "a", n: 1.5, exact: "12345678901234567890.123456789012345678" },
        ...{ set: [1, 2], names: ["a"], bytes: "AQI=", blobs: ["AQ=="] },
        ...{ list: [null, false], map: { a: "b" } },
      },
      ...{ changed: ["n"], at: "2026-11-28T18:26:14.000Z" },
      sequence_number: "100000000000000000111",
    });
    expect(notice).toMatchObject({
      id: "c4ca4238a0b923820dcc509a6f75849b#any",
      subject: "S",
      attributes: {
        ...{ event_type: "modify", table: "orders", rule: "any", changed_by: "caller" },
        event_id: "c4ca4238a0b923820dcc509a6f75849b",
      },
    });
  });

  test.each([
    ["0", 0],
    ["-1E+2", -100],
    ["0.1", 0.1],
    ["123456789012345", 123456789012345],
    ["1234567890123456789", "1234567890123456789"],
    ["1E+125", 1e125],
  ])("has the number %s as %j", (N, expected) => {
    expect(JSON.parse(noticeAbout({ newImage: { n: { N } } }).body).new.n).toBe(expected);
  });

  test("keeps a name that would be lost in an ordinary object", () => {
    const newImage = JSON.parse('{"__proto__":{"S":"a"}}');
    expect(noticeAbout({ newImage }).body).toContain('"new":{"__proto__":"a"}');
  });

  test("leaves out images that don't fit, and says so", () => {
    const large = { blob: { S: "é".repeat(100_000) } };
    const notice = noticeAbout({ oldImage: large, newImage: large, changedAttributes: ["blob"] });
    const body = JSON.parse(notice.body);
    expect(body).toMatchObject({ changed: ["blob"], left_out: ["old", "new"] });
    expect(body).not.toHaveProperty("new");
    expect(noticeBytes(notice)).toBeLessThanOrEqual(NOTICE_MAX_BYTES);
  });

  test("leaves out names that don't fit either", () => {
    const notice = noticeAbout({
      oldImage: { a: { S: "x".repeat(300_000) } },
      changedAttributes: [
        "x".repeat(60_000),
        ...Array.from({ length: 4 }, (_, n) => String(n).repeat(60_000)),
      ],
    });
    expect(JSON.parse(notice.body)).toMatchObject({ left_out: ["old", "new", "changed"] });
  });
});
