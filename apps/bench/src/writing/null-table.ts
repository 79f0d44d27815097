/** The table of the endpoint that answers at once. */
export const NULL_TABLE = {
  TableName: "Bench",
  TableStatus: "ACTIVE",
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
} as const;

/** The same with an index that holds a part of each item. */
export const NULL_TABLE_WITH_INDEX = {
  ...NULL_TABLE,
  AttributeDefinitions: [
    ...NULL_TABLE.AttributeDefinitions,
    { AttributeName: "customer", AttributeType: "S" },
    { AttributeName: "amount", AttributeType: "N" },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: "byCustomer",
      KeySchema: [
        { AttributeName: "customer", KeyType: "HASH" },
        { AttributeName: "amount", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["status", "city"] },
    },
  ],
} as const;
