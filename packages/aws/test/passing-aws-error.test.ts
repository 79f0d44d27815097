import { expect, test } from "vitest";
import { isPassingAwsError, statusOf } from "../src/index.ts";

const named = (name: string, more: object = {}) => Object.assign(new Error("m"), { name, ...more });
const answered = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

test.each([
  named("SlowDown", answered(400)),
  named("ThrottlingException", answered(400)),
  named("ProvisionedThroughputExceededException"),
  named("UnknownError", answered(502)),
  named("UnknownError", answered(429)),
  named("TimeoutError"),
  named("Error", { code: "ECONNRESET" }),
])("$name passes", (error) => {
  expect(isPassingAwsError(error)).toBe(true);
});

test.each([
  named("AccessDenied", answered(403)),
  named("ResourceNotFoundException", answered(400)),
  new TypeError("m"),
  "SlowDown",
  null,
])("%s does not pass", (error) => {
  expect(isPassingAwsError(error)).toBe(false);
});

test.each([
  [named("A", answered(403)), 403],
  [named("A", { $metadata: {} }), undefined],
  [named("A", { $metadata: null }), undefined],
  ["text", undefined],
])("the status of %s is %s", (error, status) => {
  expect(statusOf(error)).toBe(status);
});
