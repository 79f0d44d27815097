import { isSpillwayError, SpillwayError } from "@spillway/errors";
import { expect, test } from "vitest";
import { exitCodeOf } from "../src/command-line/exit-codes.ts";
import { translateAwsError } from "../src/environment/translate-error.ts";

const TARGET = { region: "us-east-1", endpoint: undefined, credentials: undefined };
const named = (name: string, message = "said the service") =>
  Object.assign(new Error(message), { name });
const coded = (code: string) => Object.assign(new Error("failed"), { code });

test.each<[unknown, string, number]>([
  [named("CredentialsProviderError"), "CREDENTIALS_MISSING", 3],
  [named("ExpiredToken"), "CREDENTIALS_EXPIRED", 3],
  [named("ExpiredTokenException"), "CREDENTIALS_EXPIRED", 3],
  [named("InvalidClientTokenId"), "CREDENTIALS_REFUSED", 3],
  [named("AccessDenied"), "ACCESS_DENIED", 3],
  [named("ResourceNotFoundException"), "RESOURCE_NOT_FOUND", 3],
  [named("QueueDoesNotExist"), "RESOURCE_NOT_FOUND", 3],
  [named("Error", "Region is missing"), "REGION_MISSING", 3],
  [coded("ECONNREFUSED"), "ENDPOINT_UNREACHABLE", 3],
  [new AggregateError([coded("ECONNREFUSED")]), "ENDPOINT_UNREACHABLE", 3],
  [named("TimeoutError"), "ENDPOINT_UNREACHABLE", 3],
  [Object.assign(named("ValidationException"), { $metadata: {} }), "AWS_REQUEST_FAILED", 1],
])("%s is %s", (error, code, exitCode) => {
  const translated = translateAwsError(error, "could not look", TARGET);
  expect(isSpillwayError(translated, code)).toBe(true);
  expect(translated).toHaveProperty("message", expect.stringContaining("could not look"));
  expect(translated).toHaveProperty("cause", error);
  expect(exitCodeOf(translated)).toBe(exitCode);
});

test("what was thrown on purpose, and what is a defect, stays what it is", () => {
  const own = new SpillwayError("X", "x");
  const defect = new TypeError("undefined is not a function");
  expect(translateAwsError(own, "", TARGET)).toBe(own);
  expect(translateAwsError(defect, "", TARGET)).toBe(defect);
});
