import { expect, test } from "vitest";
import { meaningOfAwsError } from "../src/errors/meaning-of-aws-error.ts";

// What AWS says of each: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html, and
// DynamoDB's, SQS's and S3's own lists.
test.each([
  ["CredentialsProviderError", "Could not load credentials", "CREDENTIALS_MISSING"],
  ["TokenProviderError", "Token is expired", "CREDENTIALS_MISSING"],
  // A request without a signature: nothing was there to sign it with.
  ["MissingAuthenticationTokenException", "Request is missing …", "CREDENTIALS_MISSING"],
  ["MissingAuthenticationToken", "…", "CREDENTIALS_MISSING"],
  ["ExpiredTokenException", "…", "CREDENTIALS_EXPIRED"],
  ["ExpiredToken", "…", "CREDENTIALS_EXPIRED"],
  // More than 15 minutes between the request's time and the service's.
  ["RequestExpired", "Request has expired", "CLOCK_SKEWED"],
  ["RequestTimeTooSkewed", "The difference between …", "CLOCK_SKEWED"],
  ["RequestInTheFuture", "…", "CLOCK_SKEWED"],
  ["InvalidSignatureException", "Signature expired: 2026… is now earlier", "CLOCK_SKEWED"],
  ["InvalidSignatureException", "Signature not yet current: 2026…", "CLOCK_SKEWED"],
  ["InvalidSignatureException", "The request signature we …", "CREDENTIALS_INVALID"],
  ["SignatureDoesNotMatch", "…", "CREDENTIALS_INVALID"],
  ["UnrecognizedClientException", "…", "CREDENTIALS_INVALID"],
  ["InvalidClientTokenId", "…", "CREDENTIALS_INVALID"],
  ["InvalidAccessKeyId", "…", "CREDENTIALS_INVALID"],
  ["IncompleteSignatureException", "…", "CREDENTIALS_INVALID"],
  ["AccessDeniedException", "User … is not authorized", "ACCESS_DENIED"],
  ["AccessDenied", "…", "ACCESS_DENIED"],
  ["NotAuthorized", "…", "ACCESS_DENIED"],
  ["KmsAccessDenied", "…", "ACCESS_DENIED"],
  ["KMSAccessDeniedException", "…", "ACCESS_DENIED"],
  ["ResourceNotFoundException", "…", "RESOURCE_NOT_FOUND"],
  ["TableNotFoundException", "…", "RESOURCE_NOT_FOUND"],
  ["QueueDoesNotExist", "…", "RESOURCE_NOT_FOUND"],
  ["NoSuchBucket", "…", "RESOURCE_NOT_FOUND"],
])("%s (%s) is %s", (name, message, code) => {
  expect(meaningOfAwsError({ name, message })?.code).toBe(code);
});

test.each(["ValidationException", "ThrottlingException", "TypeError", ""])(
  "%s is none of these",
  (name) => {
    expect(meaningOfAwsError({ name, message: "" })).toBeUndefined();
  },
);

test("an expired request is the clock's fault, and says so", () => {
  const meaning = meaningOfAwsError({ name: "RequestExpired", message: "Request has expired" });
  expect(meaning?.says).toBe(
    "the time of the request is more than 15 minutes from AWS's (Request has expired)",
  );
  expect(meaning?.hint).toContain("clock");
});
