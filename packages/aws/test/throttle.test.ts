import { expect, test } from "vitest";
import { isThrottle, throttlesOf } from "../src/index.ts";

test("a throttle is known by its name", () => {
  const named = (name: string) => Object.assign(new Error(""), { name });
  expect(isThrottle(named("ProvisionedThroughputExceededException"))).toBe(true);
  expect(isThrottle(named("ThrottlingException"))).toBe(true);
  expect(isThrottle(named("ValidationException"))).toBe(false);
  expect(isThrottle("ThrottlingException")).toBe(false);
  expect(isThrottle(undefined)).toBe(false);
});

test("its reasons are read however DynamoDB spells the list", () => {
  const reasons = [{ reason: "TableReadProvisionedThroughputExceeded", resource: "arn" }];
  expect(throttlesOf({ ThrottlingReasons: reasons })).toEqual(reasons);
  expect(throttlesOf({ throttlingReasons: [{ reason: "a", resource: "" }] })).toEqual([
    { reason: "a" },
  ]);
  expect(throttlesOf({ ThrottlingReasons: [{}, null, { reason: 1 }] })).toEqual([]);
  expect(throttlesOf({})).toEqual([]);
  expect(throttlesOf(undefined)).toEqual([]);
});
