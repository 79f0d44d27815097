import { describe, expect, it } from "vitest";
import { describedPlannedTable } from "../../src/index.ts";

describe("a table that DescribeTable tells of", () => {
  it("is there, and has the warm throughput that it says", () => {
    const table = describedPlannedTable({
      TableName: "users",
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      ProvisionedThroughput: { WriteCapacityUnits: 25, ReadCapacityUnits: 5 },
      WarmThroughput: { WriteUnitsPerSecond: 4_000 },
    });
    expect(table).toMatchObject({
      ...{ source: "DescribeTable of users", exists: true, warmWriteUnits: 4_000 },
      shape: { billing: { mode: "provisioned", writeUnits: 25 } },
    });
  });

  it("is refused without keys", () => {
    expect(() => describedPlannedTable({ TableName: "users" })).toThrow(
      expect.objectContaining({
        code: "TABLE_INVALID",
        message: expect.stringContaining("a partition key"),
      }),
    );
  });
});
