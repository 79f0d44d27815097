import type { FakeAnswer } from "./fake-aws.ts";

/** What DescribeTable says of a table on demand with these keys, the partition key first. */
export function tableDescription(
  name: string,
  keys: Readonly<Record<string, "S" | "N" | "B">>,
  status = "ACTIVE",
): FakeAnswer {
  const entries = Object.entries(keys);
  return {
    body: {
      Table: {
        TableName: name,
        TableStatus: status,
        KeySchema: entries.map(([AttributeName], index) => ({
          AttributeName,
          KeyType: index === 0 ? "HASH" : "RANGE",
        })),
        AttributeDefinitions: entries.map(([AttributeName, AttributeType]) => ({
          AttributeName,
          AttributeType,
        })),
        BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
      },
    },
  };
}
