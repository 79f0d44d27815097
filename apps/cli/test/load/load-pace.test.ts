import { expect, test } from "vitest";
import { paceTableOf, troubleText } from "../../src/load/load-pace.ts";

test("a load shares no pace unless it is asked to", () => {
  expect(paceTableOf({}, "auto", undefined)).toBeUndefined();
});

test("the table is the one that is named, with or without --share-pace", () => {
  expect(paceTableOf({ sharePace: true, paceTable: "jobs" }, "auto", () => "other")).toBe("jobs");
  expect(paceTableOf({ sharePace: true }, "80%", () => "of dev")).toBe("of dev");
  expect(paceTableOf({ paceTable: "jobs" }, 100, undefined)).toBe("jobs");
});

test("without one, and without an environment, it is refused", () => {
  const code = (of: () => unknown): unknown => {
    try {
      return of();
    } catch (error) {
      return error;
    }
  };
  expect(code(() => paceTableOf({ sharePace: true }, "auto", undefined))).toMatchObject({
    code: "PACE_TABLE_MISSING",
  });
  expect(code(() => paceTableOf({ paceTable: "jobs" }, "off", undefined))).toMatchObject({
    code: "PACE_WITHOUT_PACING",
  });
});

test("a person is told when the pace can't be shared, and when it can again", () => {
  const reason = { code: "ACCESS_DENIED", message: "access denied (UpdateItem)" };
  expect(troubleText({ kind: "alone", item: "PACE#Users", reason, share: 0.1 })).toBe(
    "the pace is not shared for now: access denied (UpdateItem); writing with 10 % of the capacity",
  );
  expect(troubleText({ kind: "shared again", item: "PACE#Users" })).toBe(
    "the pace is shared again",
  );
});
