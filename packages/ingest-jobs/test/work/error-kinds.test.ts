import { awsError } from "@spillway/aws";
import { loadError } from "@spillway/load";
import { tableWriterError } from "@spillway/table-writer";
import { describe, expect, it } from "vitest";
import { ingestJobsError } from "../../src/errors.ts";
import { failureOf, failureOfStop } from "../../src/work/error-kinds.ts";

const named = (name: string) => Object.assign(new Error(name), { name });
const sourceFailed = (cause: Error) =>
  tableWriterError("SOURCE_FAILED", "the source failed", { cause, details: { report: {} } });
const requestFailed = (cause: Error) => awsError("AWS_REQUEST_FAILED", "it failed", { cause });

describe("a failure", () => {
  it.each([
    ["the table is not there", loadError("TABLE_NOT_FOUND", "none"), "TABLE_NOT_FOUND"],
    ["a right is missing", awsError("ACCESS_DENIED", "no"), "ACCESS_DENIED"],
    ["the key is not in the source", loadError("KEY_COLUMN_MISSING", "none"), "KEY_COLUMN_MISSING"],
    [
      "the source is another one by now",
      sourceFailed(loadError("SOURCE_CHANGED", "changed")),
      "SOURCE_CHANGED",
    ],
    [
      "the SDK says that a right is missing",
      Object.assign(named("AccessDenied"), { $metadata: { httpStatusCode: 403 } }),
      "ACCESS_DENIED",
    ],
    ["AWS refuses a request", requestFailed(named("ValidationException")), "AWS_REQUEST_FAILED"],
  ])("ends the job where %s", (_, error, code) => {
    expect(failureOf(error)).toMatchObject({ code, passes: false });
  });

  it.each([
    ["S3 asks to slow down", requestFailed(named("SlowDown")), "AWS_REQUEST_FAILED"],
    ["reading failed for it", sourceFailed(requestFailed(named("SlowDown"))), "AWS_REQUEST_FAILED"],
    ["nobody answers", awsError("ENDPOINT_UNREACHABLE", "none"), "ENDPOINT_UNREACHABLE"],
    ["DynamoDB throttles", named("ThrottlingException"), "ThrottlingException"],
    ["the queue refuses", ingestJobsError("MESSAGES_NOT_SENT", "no"), "MESSAGES_NOT_SENT"],
    ["the table is being made", loadError("TABLE_NOT_READY", "not yet"), "TABLE_NOT_READY"],
    ["it is a defect", new TypeError("x is undefined"), "TypeError"],
  ])("is tried again where %s", (_, error, code) => {
    expect(failureOf(error)).toMatchObject({ code, passes: true });
  });

  it("of a load that stopped by itself has its reason", () => {
    const stopped = { code: "ACCESS_DENIED", message: "no", errorClass: "environment" } as const;
    expect(failureOfStop(stopped)).toEqual({
      ...{ code: "ACCESS_DENIED", message: "no", passes: false },
    });
    expect(failureOfStop({ ...stopped, code: "DEADLINE" }).passes).toBe(true);
  });
});
