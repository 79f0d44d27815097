import { describe, expect, it } from "vitest";
import { classifyFailure, type Failure } from "../../src/attempt/classify-failure.ts";
import { tableWriterError } from "../../src/errors.ts";
import { serviceError, throttle } from "../fixtures/fake-table.ts";

function systemError(code: string, name = "Error"): Error {
  return Object.assign(new Error(`connect ${code}`), { code, name });
}

/** As Node reports a host whose every address refuses: the message is empty. */
function happyEyeballsError(): Error {
  return Object.assign(new AggregateError([systemError("ECONNREFUSED")]), { code: "ECONNREFUSED" });
}

function shown(failure: Failure): string {
  return failure.kind === "refused"
    ? `refused ${failure.error.code}`
    : `${failure.kind} ${failure.reason.code}`;
}

describe("classifyFailure", () => {
  it.each([
    ["throttled THROTTLED", throttle(["TableWriteKeyRangeThroughputExceeded"])],
    ["throttled THROTTLED", serviceError("ThrottlingException", 400, "Rate exceeded")],
    ["throttled THROTTLED", serviceError("RequestLimitExceeded", 400, "account")],
    ["passing SERVICE_ERROR", serviceError("InternalServerError", 500, "")],
    ["passing SERVICE_ERROR", serviceError("UnknownError", 502, "<html>")],
    ["passing SERVICE_ERROR", serviceError("SyntaxError", 200, "Unexpected end of JSON input")],
    ["passing SERVICE_ERROR", serviceError("ReplicatedWriteConflictException", 400, "")],
    [
      "passing SERVICE_ERROR",
      serviceError("InvalidSignatureException", 400, "Signature expired: 20260101T000000Z is now"),
    ],
    ["passing SERVICE_ERROR", serviceError("RequestExpired", 400, "")],
    [
      "refused CREDENTIALS_INVALID",
      serviceError("InvalidSignatureException", 400, "does not match"),
    ],
    ["unreachable CONNECTION_FAILED", systemError("ECONNRESET")],
    ["unreachable CONNECTION_FAILED", systemError("ENOTFOUND")],
    ["unreachable CONNECTION_FAILED", systemError("EAI_AGAIN")],
    ["unreachable CONNECTION_FAILED", happyEyeballsError()],
    ["unreachable CONNECTION_FAILED", systemError("", "TimeoutError")],
    ["invalid ITEM_INVALID", serviceError("ValidationException", 400, "")],
    ["invalid ITEM_INVALID", serviceError("SerializationException", 400, "")],
    ["invalid ITEM_INVALID", serviceError("UnknownError", 413, "")],
    [
      "invalid ITEM_COLLECTION_TOO_LARGE",
      serviceError("ItemCollectionSizeLimitExceededException", 400, ""),
    ],
    ["refused TABLE_NOT_FOUND", serviceError("ResourceNotFoundException", 400, "")],
    ["refused ACCESS_DENIED", serviceError("AccessDeniedException", 400, "")],
    ["refused CREDENTIALS_EXPIRED", serviceError("ExpiredTokenException", 400, "")],
    ["refused CREDENTIALS_MISSING", systemError("", "CredentialsProviderError")],
    ["refused CREDENTIALS_MISSING", serviceError("MissingAuthenticationToken", 400, "")],
    ["refused CREDENTIALS_MISSING", serviceError("MissingAuthenticationTokenException", 400, "")],
    ["refused CREDENTIALS_INVALID", serviceError("UnrecognizedClientException", 400, "")],
    ["refused WRITE_REFUSED", new TypeError("transport is not a function")],
    ["refused WRITE_REFUSED", "thrown text"],
    ["refused WRITE_REFUSED", undefined],
    ["refused SDK_RETRIES_ON", tableWriterError("SDK_RETRIES_ON", "came 3")],
  ])("%s", (expected, error) => {
    expect(shown(classifyFailure(error, "Users"))).toBe(expected);
  });

  it("names every reason of a throttle once, or the error if there is none", () => {
    const twice = throttle(["TableWriteProvisionedThroughputExceeded", "A", "A"]);
    expect(classifyFailure(twice, "Users")).toMatchObject({
      causes: ["TableWriteProvisionedThroughputExceeded", "A"],
    });
    expect(classifyFailure(throttle([]), "Users")).toMatchObject({
      causes: ["ProvisionedThroughputExceededException"],
    });
    const other = Object.assign(serviceError("ThrottlingException", 400, ""), {
      throttlingReasons: [{ reason: "TableWriteMaxOnDemandThroughputExceeded" }],
    });
    expect(classifyFailure(other, "Users")).toMatchObject({
      causes: ["TableWriteMaxOnDemandThroughputExceeded"],
    });
  });

  it("says what was not found or not allowed, and what to do", () => {
    const failure = classifyFailure(serviceError("ResourceNotFoundException", 400, ""), "Userz");
    if (failure.kind !== "refused") throw new Error(`came ${failure.kind}`);
    expect(failure.error.message).toBe('the table "Userz" was not found');
    expect(failure.error.hint).toContain("region");
  });
});
