import { TABLE_RESOURCE } from "@spillway/capacity";
import { describe, expect, it } from "vitest";
import { readThrottle } from "../../src/throttles/read-throttle.ts";
import { SOME_INDEX } from "../../src/throttles/throttle.ts";

const TABLE_ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/users";
const INDEX_ARN = `${TABLE_ARN}/index/byEmail`;

function dynamodbError(name: string, fields: object = {}, message = "throttled"): Error {
  return Object.assign(new Error(message), { name }, fields);
}

const put = { name: "PutItem", input: { TableName: "users", Item: {} } };

describe("reasons that DynamoDB tells", () => {
  it.each([
    [
      "TableWriteProvisionedThroughputExceeded",
      TABLE_ARN,
      { resource: TABLE_RESOURCE, access: "write", cause: "ProvisionedThroughputExceeded" },
    ],
    [
      "IndexReadKeyRangeThroughputExceeded",
      INDEX_ARN,
      { resource: "byEmail", access: "read", cause: "KeyRangeThroughputExceeded" },
    ],
    [
      "IndexWriteAccountLimitExceeded",
      INDEX_ARN,
      { resource: "byEmail", access: "write", cause: "AccountLimitExceeded" },
    ],
    [
      "TableReadMaxOnDemandThroughputExceeded",
      TABLE_ARN,
      { resource: TABLE_RESOURCE, access: "read", cause: "MaxOnDemandThroughputExceeded" },
    ],
  ])("are read with their resource: %s", (reason, resource, part) => {
    const told = [{ reason, resource }];
    for (const error of [
      dynamodbError("ProvisionedThroughputExceededException", { ThrottlingReasons: told }),
      dynamodbError("RequestLimitExceeded", { ThrottlingReasons: told }),
      dynamodbError("ThrottlingException", { throttlingReasons: told }),
    ]) {
      const throttle = readThrottle(error, undefined, undefined);
      expect(throttle?.parts).toEqual([{ table: "users", reason, ...part }]);
      expect(throttle?.error).toBe(error);
    }
  });

  it("that are not known here are said to be so: nothing is scaled for them", () => {
    const told = [{ reason: "TableWriteMoonPhaseExceeded", resource: TABLE_ARN }];
    const error = dynamodbError("ThrottlingException", { throttlingReasons: told });
    expect(readThrottle(error, put, undefined)?.parts).toEqual([
      {
        table: "users",
        resource: TABLE_RESOURCE,
        access: "write",
        cause: "not known here",
        reason: "TableWriteMoonPhaseExceeded",
      },
    ]);
  });
});

describe("the older exception without reasons", () => {
  const older = (message: string) =>
    dynamodbError("ProvisionedThroughputExceededException", {}, message);

  it.each([
    [put, [{ table: "users", resource: TABLE_RESOURCE, access: "write" }]],
    [
      { name: "Query", input: { TableName: TABLE_ARN, IndexName: "byEmail" } },
      [{ table: "users", resource: "byEmail", access: "read" }],
    ],
    [
      { name: "BatchGetItem", input: { RequestItems: { users: {}, jobs: {} } } },
      [
        { table: "users", resource: TABLE_RESOURCE, access: "read" },
        { table: "jobs", resource: TABLE_RESOURCE, access: "read" },
      ],
    ],
    [
      { name: "ExecuteStatement", input: { Statement: `SELECT * FROM "users"."byEmail"` } },
      [{ table: "users", resource: "byEmail", access: "read" }],
    ],
    [
      { name: "ExecuteStatement", input: { Statement: `UPDATE "users" SET a=1 WHERE pk='1'` } },
      [{ table: "users", resource: TABLE_RESOURCE, access: "write" }],
    ],
  ])("takes the table from the command: %j", (sent, parts) => {
    const throttle = readThrottle(older("The level … was exceeded"), sent, undefined);
    expect(throttle?.parts).toEqual(
      parts.map((part) => ({ ...part, reason: "ProvisionedThroughputExceededException" })),
    );
  });

  it("says of a write that an index throttled it, and not which", () => {
    const message =
      "The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded.";
    const throttle = readThrottle(older(message), put, undefined);
    expect(throttle?.parts).toMatchObject([{ table: "users", resource: SOME_INDEX }]);
  });

  it("takes the table that was named where no command is seen", () => {
    const parts = readThrottle(older("exceeded"), undefined, "users")?.parts;
    expect(parts).toMatchObject([{ access: "read" }, { access: "write" }]);
    expect(readThrottle(older("exceeded"), undefined, undefined)?.parts).toEqual([]);
  });
});

describe("a cancelled transaction", () => {
  const sent = {
    name: "TransactWriteItems",
    input: { TransactItems: [{ Put: { TableName: "users" } }, { Delete: { TableName: "jobs" } }] },
  };
  const canceled = (...codes: readonly string[]) =>
    dynamodbError("TransactionCanceledException", {
      CancellationReasons: codes.map((Code) => ({ Code, Message: "exceeded" })),
    });

  it("is a throttle of the items that lacked capacity", () => {
    const throttle = readThrottle(canceled("None", "ThrottlingError"), sent, undefined);
    expect(throttle?.parts).toEqual([
      { table: "jobs", resource: TABLE_RESOURCE, access: "write", reason: "ThrottlingError" },
    ]);
  });

  it.each([
    [["ConditionalCheckFailed", "ProvisionedThroughputExceeded"]],
    [["None", "TransactionConflict"]],
    [["ValidationError"]],
  ])("for %j is none: more capacity does not help", (codes) => {
    expect(readThrottle(canceled(...codes), sent, undefined)).toBeUndefined();
  });
});

it.each([
  dynamodbError("ConditionalCheckFailedException"),
  dynamodbError("ValidationException"),
  dynamodbError("ResourceNotFoundException"),
  dynamodbError("ThrottlingException", {}, "Rate exceeded for UpdateTable"),
  new TypeError("x is undefined"),
  "a text",
])("is silent about what is no throttle of a table: %s", (error) => {
  expect(readThrottle(error, put, undefined)).toBeUndefined();
});

it("is silent about requests that read and write no items", () => {
  const error = dynamodbError("ThrottlingException", {}, "throughput");
  const sent = { name: "DescribeTable", input: { TableName: "users" } };
  expect(readThrottle(error, sent, undefined)).toBeUndefined();
});
