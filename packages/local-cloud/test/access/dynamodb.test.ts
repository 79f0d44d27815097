import { describe, expect, it } from "vitest";
import { neededPermissions } from "../../src/access/permissions/needed-permissions.ts";
import { lines, request } from "./request.ts";

const TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table";
const STREAM = `${TABLE}/t/stream/2026-01-01T00:00:00.000`;
const needed = (operation: string, input: Record<string, unknown>) =>
  neededPermissions(request({ service: "dynamodb", operation, input }));

describe("what requests to DynamoDB need", () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ["GetItem", { TableName: "t" }, [`dynamodb:GetItem ${TABLE}/t`]],
    ["PutItem", { TableName: `${TABLE}/t` }, [`dynamodb:PutItem ${TABLE}/t`]],
    ["Query", { TableName: "t" }, [`dynamodb:Query ${TABLE}/t`]],
    ["Query", { TableName: "t", IndexName: "i" }, [`dynamodb:Query ${TABLE}/t/index/i`]],
    ["Scan", { TableName: "t", IndexName: "i" }, [`dynamodb:Scan ${TABLE}/t/index/i`]],
    [
      "BatchWriteItem",
      { RequestItems: { a: [], b: [] } },
      [`dynamodb:BatchWriteItem ${TABLE}/a`, `dynamodb:BatchWriteItem ${TABLE}/b`],
    ],
    ["BatchGetItem", { RequestItems: { a: {} } }, [`dynamodb:BatchGetItem ${TABLE}/a`]],
    [
      "TransactWriteItems",
      {
        TransactItems: [
          { Put: { TableName: "a" } },
          { Put: { TableName: "a" } },
          { Update: { TableName: "b" } },
          { Delete: { TableName: "a" } },
          { ConditionCheck: { TableName: "c" } },
        ],
      },
      [
        `dynamodb:PutItem ${TABLE}/a`,
        `dynamodb:UpdateItem ${TABLE}/b`,
        `dynamodb:DeleteItem ${TABLE}/a`,
        `dynamodb:ConditionCheckItem ${TABLE}/c`,
      ],
    ],
    [
      "TransactGetItems",
      { TransactItems: [{ Get: { TableName: "a" } }] },
      [`dynamodb:GetItem ${TABLE}/a`],
    ],
    [
      "CreateTable",
      { TableName: "t", Tags: [{ Key: "k", Value: "v" }] },
      [`dynamodb:CreateTable ${TABLE}/t`, `dynamodb:TagResource ${TABLE}/t`],
    ],
    ["UpdateTable", { TableName: "t" }, [`dynamodb:UpdateTable ${TABLE}/t`]],
    [
      "ListTagsOfResource",
      { ResourceArn: `${TABLE}/t` },
      [`dynamodb:ListTagsOfResource ${TABLE}/t`],
    ],
    ["ListTables", {}, ["dynamodb:ListTables *"]],
    ["DescribeStream", { StreamArn: STREAM }, [`dynamodb:DescribeStream ${STREAM}`]],
    ["GetRecords", { ShardIterator: `${STREAM}|1|abc` }, [`dynamodb:GetRecords ${STREAM}`]],
    ["GetRecords", { ShardIterator: "opaque" }, ["dynamodb:GetRecords *"]],
    ["ListStreams", { TableName: "t" }, [`dynamodb:ListStreams ${TABLE}/t/stream/*`]],
  ])("%s %o", (operation, input, expected) => {
    expect(lines(needed(operation, input))).toEqual(expected);
  });

  it.each([
    ['SELECT * FROM "t" WHERE pk = ?', `dynamodb:PartiQLSelect ${TABLE}/t`],
    ["select a, b from t", `dynamodb:PartiQLSelect ${TABLE}/t`],
    ['SELECT * FROM "t"."i"', `dynamodb:PartiQLSelect ${TABLE}/t/index/i`],
    ['SELECT " FROM mine " FROM "t"', `dynamodb:PartiQLSelect ${TABLE}/t`],
    ["INSERT INTO t VALUE {'pk':'a'}", `dynamodb:PartiQLInsert ${TABLE}/t`],
    ['UPDATE "t" SET a = 1', `dynamodb:PartiQLUpdate ${TABLE}/t`],
    ['DELETE FROM "t" WHERE pk = ?', `dynamodb:PartiQLDelete ${TABLE}/t`],
    ['EXISTS(SELECT * FROM "t" WHERE pk = ?)', `dynamodb:PartiQLSelect ${TABLE}/t`],
  ])("ExecuteStatement %s", (Statement, expected) => {
    expect(lines(needed("ExecuteStatement", { Statement }))).toEqual([expected]);
    expect(lines(needed("BatchExecuteStatement", { Statements: [{ Statement }] }))).toEqual([
      expected,
    ]);
  });

  it.each([
    ["ExecuteStatement", { Statement: "DROP TABLE t" }],
    ["ExecuteTransaction", { TransactStatements: [{ Statement: "?" }] }],
    ["TransactWriteItems", { TransactItems: [{ Merge: { TableName: "t" } }] }],
    ["DoSomethingNew", { TableName: "t" }],
    ["constructor", {}],
  ])("does not know %s %o", (operation, input) => {
    expect(needed(operation, input)).toBeUndefined();
  });

  it.each<[string, Record<string, unknown>, Record<string, string[]>]>([
    ["Query", { TableName: "t", Select: "COUNT" }, { Select: ["COUNT"] }],
    ["Query", { TableName: "t", ProjectionExpression: "a" }, { Select: ["SPECIFIC_ATTRIBUTES"] }],
    ["Query", { TableName: "t", IndexName: "i" }, { Select: ["ALL_PROJECTED_ATTRIBUTES"] }],
    ["Scan", { TableName: "t", AttributesToGet: ["a"] }, { Select: ["SPECIFIC_ATTRIBUTES"] }],
    ["GetItem", { TableName: "t" }, { Select: ["ALL_ATTRIBUTES"] }],
    [
      "BatchGetItem",
      { RequestItems: { t: { Keys: [], ProjectionExpression: "a" } } },
      { Select: ["SPECIFIC_ATTRIBUTES"] },
    ],
    ["PutItem", { TableName: "t" }, { ReturnValues: ["NONE"] }],
    ["UpdateItem", { TableName: "t", ReturnValues: "ALL_NEW" }, { ReturnValues: ["ALL_NEW"] }],
    [
      "BatchWriteItem",
      { RequestItems: { t: [] }, ReturnConsumedCapacity: "TOTAL" },
      { ReturnConsumedCapacity: ["TOTAL"] },
    ],
    [
      "TransactWriteItems",
      { TransactItems: [{ Put: { TableName: "t" } }] },
      { EnclosingOperation: ["TransactWriteItems"], ReturnValues: ["NONE"] },
    ],
    [
      "ExecuteTransaction",
      { TransactStatements: [{ Statement: "SELECT * FROM t" }] },
      { EnclosingOperation: ["ExecuteTransaction"] },
    ],
  ])("%s %o tells the condition keys of the request", (operation, input, expected) => {
    expect(needed(operation, input)?.[0]?.conditions).toEqual(
      Object.fromEntries(
        Object.entries(expected).map(([key, values]) => [`dynamodb:${key}`, values]),
      ),
    );
  });
});

const pk = (S: string) => ({ pk: { S } });
const condition = (KeyConditionExpression: string) => ({
  TableName: "t",
  KeyConditionExpression,
  ExpressionAttributeNames: { "#k": "pk" },
  ExpressionAttributeValues: { ":a": { S: "a" }, ":b": { S: "b" } },
});

describe("condition keys of items", () => {
  const told = (operation: string, input: Record<string, unknown>, partitionKey?: string) =>
    needed(operation, input)?.map(({ items }) => items?.conditionsWith(partitionKey));

  it.each<[string, Record<string, unknown>, string[], string[]]>([
    ["GetItem", { TableName: "t", Key: pk("a") }, ["a"], ["pk"]],
    [
      "GetItem",
      {
        TableName: "t",
        Key: pk("a"),
        ProjectionExpression: "#s, m.x[0].y, size",
        ExpressionAttributeNames: { "#s": "score" },
      },
      ["a"],
      ["pk", "score", "m", "size"],
    ],
    ["GetItem", { TableName: "t", Key: pk("a"), AttributesToGet: ["x.y"] }, ["a"], ["pk", "x"]],
    ["PutItem", { TableName: "t", Item: { pk: { N: "12" }, x: { S: "" } } }, ["12"], ["pk", "x"]],
    ["DeleteItem", { TableName: "t", Key: { pk: { B: "AQ==" } } }, ["AQ=="], ["pk"]],
    [
      "UpdateItem",
      {
        TableName: "t",
        Key: pk("a"),
        UpdateExpression:
          "SET #s = if_not_exists(score, :0) + :1, tags.#t = :t REMOVE old ADD n :1",
        ConditionExpression: "attribute_exists(pk) AND (NOT level IN (:1, :2) OR x <> :0)",
        ExpressionAttributeNames: { "#s": "score", "#t": "red" },
      },
      ["a"],
      ["pk", "level", "x", "score", "tags", "old", "n"],
    ],
    [
      "UpdateItem",
      { TableName: "t", Key: pk("a"), AttributeUpdates: { x: {} }, Expected: { y: {} } },
      ["a"],
      ["pk", "x", "y"],
    ],
    ["Query", condition("pk = :a AND begins_with(sk, :b)"), ["a"], ["pk", "sk"]],
    ["Query", condition(":b=#k"), ["b"], ["pk"]],
    [
      "Query",
      { TableName: "t", KeyConditions: { pk: { AttributeValueList: [{ S: "a" }] } } },
      ["a"],
      ["pk"],
    ],
    ["Scan", { TableName: "t", FilterExpression: "x > :a" }, [], ["x"]],
    [
      "BatchWriteItem",
      {
        RequestItems: {
          t: [
            { PutRequest: { Item: { ...pk("a"), x: { S: "" } } } },
            { DeleteRequest: { Key: pk("b") } },
          ],
        },
      },
      ["a", "b"],
      ["pk", "x"],
    ],
    [
      "BatchGetItem",
      { RequestItems: { t: { Keys: [pk("a"), pk("b")], ProjectionExpression: "x" } } },
      ["a", "b"],
      ["x", "pk"],
    ],
    [
      "TransactWriteItems",
      {
        TransactItems: [
          { Put: { TableName: "t", Item: pk("a") } },
          { Put: { TableName: "t", Item: { ...pk("b"), x: { S: "" } } } },
        ],
      },
      ["a", "b"],
      ["pk", "x"],
    ],
  ])("%s %o", (operation, input, leadingKeys, attributes) => {
    expect(told(operation, input, "pk")).toEqual([
      { "dynamodb:LeadingKeys": leadingKeys, "dynamodb:Attributes": attributes },
    ]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["PutItem", { TableName: "t", Item: { x: { S: "" } } }, "LeadingKeys"],
    ["PutItem", { TableName: "t", Item: { pk: { M: {} } } }, "LeadingKeys"],
    ["Query", condition("sk = :a"), "LeadingKeys"],
    ["Query", condition("pk = :a AND pk = :b"), "LeadingKeys"],
    ["Query", condition("pk = :missing"), "LeadingKeys"],
    ["Query", condition("pk = 'a'"), "LeadingKeys"],
    ["Query", condition("pk = 'a'"), "Attributes"],
    ["Scan", { TableName: "t", FilterExpression: "#unnamed = :a" }, "Attributes"],
  ])("of %s %o can't tell %3$s", (operation, input, key) => {
    expect(told(operation, input, "pk")?.[0]?.[`dynamodb:${key}`]).toBeUndefined();
  });

  it("can't tell the leading keys of a table that is not known, but of a scan, which has none", () => {
    const put = { TableName: "t", Item: pk("a") };
    expect(told("PutItem", put)?.[0]?.["dynamodb:LeadingKeys"]).toBeUndefined();
    expect(told("Scan", { TableName: "t" })?.[0]?.["dynamodb:LeadingKeys"]).toEqual([]);
  });

  it("are those of the index that is read", () => {
    const query = needed("Query", { ...condition("pk = :a"), IndexName: "i" });
    expect(query?.[0]?.items).toMatchObject({ table: `${TABLE}/t`, index: "i" });
  });

  it("of PartiQL are not told", () => {
    const [select] = needed("ExecuteStatement", { Statement: "SELECT * FROM t" }) ?? [];
    expect(select?.untold).toContain("dynamodb:LeadingKeys");
  });
});
