// What stands around an expression, and the words that may not stand in one.
import type { Json } from "../wrong-values.ts";

/** What surrounds expressions: names and values that are unused, ill-formed, or too many. */
export const SURROUNDINGS: readonly { readonly [name: string]: Json }[] = [
  {
    ConditionExpression: "n = :n",
    ExpressionAttributeValues: { ":n": { N: "5" }, ":unused": { N: "1" } },
  },
  { ConditionExpression: "attribute_exists(n)", ExpressionAttributeNames: { "#unused": "x" } },
  {
    ConditionExpression: "attribute_exists(n)",
    ExpressionAttributeValues: { ":unused": { N: "1" } },
  },
  { ExpressionAttributeNames: { "#n": "n" } },
  { ExpressionAttributeValues: { ":n": { N: "5" } } },
  {
    ConditionExpression: "#n = :n",
    ExpressionAttributeNames: { n: "n" },
    ExpressionAttributeValues: { ":n": { N: "5" } },
  },
  { ConditionExpression: "n = :n", ExpressionAttributeValues: { n: { N: "5" } } },
  { ConditionExpression: "n = :n", ExpressionAttributeValues: { ":": { N: "5" } } },
  { ConditionExpression: "n = :n", ExpressionAttributeValues: { ":n": { N: "x" } } },
  { ConditionExpression: "n = :n", ExpressionAttributeValues: { ":n": {} } },
  { ConditionExpression: "n = :n", ExpressionAttributeValues: { ":n": { SS: [] } } },
  { ConditionExpression: "n = :n", ExpressionAttributeValues: { ":n": { SS: ["a", "a"] } } },
  {
    ConditionExpression: "#n = :n",
    ExpressionAttributeNames: { "#n": "" },
    ExpressionAttributeValues: { ":n": { N: "5" } },
  },
  {
    ConditionExpression: "#a.b = :n",
    ExpressionAttributeNames: { "#a": "a.b" },
    ExpressionAttributeValues: { ":n": { N: "5" } },
  },
  {
    ConditionExpression: `n IN (${Array.from({ length: 100 }, (_, at) => `:v${at}`)})`,
    ExpressionAttributeValues: Object.fromEntries(
      Array.from({ length: 100 }, (_, at) => [`:v${at}`, { N: String(at) }]),
    ),
  },
  {
    ConditionExpression: `n IN (${Array.from({ length: 101 }, (_, at) => `:v${at}`)})`,
    ExpressionAttributeValues: Object.fromEntries(
      Array.from({ length: 101 }, (_, at) => [`:v${at}`, { N: String(at) }]),
    ),
  },
  {
    ConditionExpression: Array.from({ length: 301 }, () => "n = :n").join(" AND "),
    ExpressionAttributeValues: { ":n": { N: "5" } },
  },
  {
    ConditionExpression: `${"(".repeat(200)}n = :n${")".repeat(200)}`,
    ExpressionAttributeValues: { ":n": { N: "5" } },
  },
  { ConditionExpression: `attribute_exists(${"a".repeat(5_000)})` },
];

/** A sample of the words that are reserved, and some that look so but are not. */
export const WORDS =
  "ABORT ACTION ADD ALL AND ANY ARRAY ASC AT BATCH BETWEEN BINARY BLOB BY BYTES CACHE CASE CHAR COUNT CREATE CURRENT DATA DATE DAY DEFAULT DELETE DESC DROP END EXISTS FALSE FILTER FROM GROUP HASH HOUR IN INDEX ITEMS KEY KEYS LANGUAGE LEVEL LIMIT LIST LOCATION MAP METHOD MINUTE MONTH NAME NOT NULL NUMBER OBJECT OF ON OR ORDER OWNER PATH POSITION RANGE REGION RESOURCE ROLE SET SIZE SOURCE STATE STATUS STREAM TABLE TIME TIMESTAMP TOKEN TRUE TTL TYPE URL USER USERS UUID VALUE VALUES VIEW WHERE YEAR ZONE color amount email enabled items_ total id price _type".split(
    " ",
  );
