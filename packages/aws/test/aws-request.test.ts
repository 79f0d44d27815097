import { errorsOf, isSpillwayError, usage } from "@spillway/errors";
import { expect, test } from "vitest";
import { awsRequest, translateAwsError } from "../src/errors/aws-request.ts";

const TARGET = { region: "us-east-1", endpoint: undefined, credentials: undefined };
const named = (name: string, message = "said the service") =>
  Object.assign(new Error(message), { name });
const coded = (code: string) => Object.assign(new Error("failed"), { code });

test.each<[unknown, string]>([
  [named("CredentialsProviderError"), "CREDENTIALS_MISSING"],
  [named("ExpiredToken"), "CREDENTIALS_EXPIRED"],
  [named("ExpiredTokenException"), "CREDENTIALS_EXPIRED"],
  [named("InvalidClientTokenId"), "CREDENTIALS_INVALID"],
  [named("MissingAuthenticationTokenException"), "CREDENTIALS_MISSING"],
  [named("RequestExpired"), "CLOCK_SKEWED"],
  [named("AccessDenied"), "ACCESS_DENIED"],
  [named("ResourceNotFoundException"), "RESOURCE_NOT_FOUND"],
  [named("QueueDoesNotExist"), "RESOURCE_NOT_FOUND"],
  [named("Error", "Region is missing"), "REGION_MISSING"],
  [coded("ECONNREFUSED"), "ENDPOINT_UNREACHABLE"],
  [new AggregateError([coded("ECONNREFUSED")]), "ENDPOINT_UNREACHABLE"],
  [named("TimeoutError"), "ENDPOINT_UNREACHABLE"],
  [Object.assign(named("ValidationException"), { $metadata: {} }), "AWS_REQUEST_FAILED"],
])("%s is %s", (error, code) => {
  const translated = translateAwsError(error, "could not look", TARGET);
  expect(isSpillwayError(translated, code)).toBe(true);
  expect(translated).toHaveProperty("message", expect.stringContaining("could not look"));
  expect(translated).toHaveProperty("cause", error);
  expect(translated).toHaveProperty("errorClass", "environment");
});

test("what was thrown on purpose, and what is a defect, stays what it is", () => {
  const own = errorsOf({ X: usage() })("X", "x");
  const defect = new TypeError("undefined is not a function");
  expect(translateAwsError(own, "", TARGET)).toBe(own);
  expect(translateAwsError(defect, "", TARGET)).toBe(defect);
});

test("a request's answer comes back, and its error comes translated", async () => {
  await expect(awsRequest("could not look", TARGET, async () => 7)).resolves.toBe(7);
  const failed = awsRequest("could not look", TARGET, async () => {
    throw named("ExpiredTokenException");
  });
  await expect(failed).rejects.toThrow(
    "could not look at AWS us-east-1: the AWS credentials have expired",
  );
});
