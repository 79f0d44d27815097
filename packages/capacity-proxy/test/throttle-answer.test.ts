import type { Refusal } from "@spillway/capacity";
import { describe, expect, it } from "vitest";
import { canceledTransactionAnswer, throttleAnswer } from "../src/routes/throttle-answer.ts";

const arn = "arn:aws:dynamodb:us-east-1:123456789012:table/Orders";

function refusal(reason: Refusal["reason"], provisioned: boolean): Refusal {
  const index = reason.startsWith("Index") ? { index: "byCity" } : {};
  return {
    reason,
    provisioned,
    resource: { region: "us-east-1", table: "Orders", ...index },
    arn: reason.startsWith("Index") ? `${arn}/index/byCity` : arn,
  };
}

describe("throttleAnswer", () => {
  it.each([
    [
      "TableWriteProvisionedThroughputExceeded",
      true,
      "ProvisionedThroughputExceededException",
      "throughput for the table was exceeded",
    ],
    [
      "IndexWriteProvisionedThroughputExceeded",
      true,
      "ProvisionedThroughputExceededException",
      "one or more global secondary indexes",
    ],
    [
      "TableWriteKeyRangeThroughputExceeded",
      true,
      "ProvisionedThroughputExceededException",
      "throughput for the table was exceeded",
    ],
    [
      "TableWriteKeyRangeThroughputExceeded",
      false,
      "ThrottlingException",
      "check if you have a hot key",
    ],
    [
      "TableWriteMaxOnDemandThroughputExceeded",
      false,
      "ThrottlingException",
      "maximum OnDemandThroughput",
    ],
    ["TableWriteAccountLimitExceeded", false, "RequestLimitExceeded", "limit for your account"],
  ] as const)("for %s (provisioned: %s) is %s", (reason, provisioned, exception, words) => {
    const { status, body } = throttleAnswer([refusal(reason, provisioned)]);
    expect(status).toBe(400);
    expect(JSON.parse(body.toString())).toMatchObject({
      __type: `com.amazonaws.dynamodb.v20120810#${exception}`,
      message: expect.stringContaining(words),
      ThrottlingReasons: [{ reason }],
    });
  });

  it("names each reason and resource once", () => {
    const ofTable = refusal("TableWriteProvisionedThroughputExceeded", true);
    const ofIndex = refusal("IndexWriteProvisionedThroughputExceeded", true);
    const { body } = throttleAnswer([ofTable, ofIndex, ofTable]);
    expect(JSON.parse(body.toString()).ThrottlingReasons).toEqual([
      { reason: ofTable.reason, resource: arn },
      { reason: ofIndex.reason, resource: `${arn}/index/byCity` },
    ]);
  });
});

describe("canceledTransactionAnswer", () => {
  it("has a reason for every write, None for the ones that had no part in it", () => {
    const { body } = canceledTransactionAnswer([
      undefined,
      refusal("TableWriteProvisionedThroughputExceeded", true),
      refusal("TableWriteMaxOnDemandThroughputExceeded", false),
    ]);
    expect(JSON.parse(body.toString())).toMatchObject({
      message: expect.stringContaining("[None, ProvisionedThroughputExceeded, ThrottlingError]"),
      CancellationReasons: [
        { Code: "None" },
        { Code: "ProvisionedThroughputExceeded", Message: expect.any(String) },
        { Code: "ThrottlingError", Message: expect.any(String) },
      ],
    });
  });
});
