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

  it("tells condition keys that the request has", () => {
    const [query] = needed("Query", { TableName: "t", Select: "COUNT" }) ?? [];
    expect(query?.conditions).toEqual({ "dynamodb:Select": ["COUNT"] });
    const [put] =
      needed("TransactWriteItems", { TransactItems: [{ Put: { TableName: "t" } }] }) ?? [];
    expect(put?.conditions).toMatchObject({
      "dynamodb:EnclosingOperation": ["TransactWriteItems"],
    });
  });
});
