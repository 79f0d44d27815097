// How a request may name its table: by name, by ARN, and by what is neither.
import { ask, type Chapter } from "../step.ts";
import { createTable, deleteTable } from "./tables.ts";
import type { Json } from "./wrong-values.ts";

const TABLE = "Named-1";
const arn = (table: string, region = "ddblocal", account = "000000000000") =>
  `arn:aws:dynamodb:${region}:${account}:table/${table}`;

const NAMES = [
  ...[TABLE, arn(TABLE), TABLE.toLowerCase(), arn("Missing"), arn(TABLE, "us-east-1"), ` ${TABLE}`],
  ...[arn(TABLE, "ddblocal", "111111111111"), `${arn(TABLE)}/index/byG`, `${arn(TABLE)}/`, "ab"],
  ...[arn(TABLE).replace("dynamodb", "sqs"), arn(TABLE).replace("aws:", "aws-cn:"), arn("")],
  ...[`table/${TABLE}`, `${TABLE}/index/byG`, "arn:", "a".repeat(256), `${TABLE}\n`, "../Named-1"],
];

const key = { pk: { S: "a" } };
const values = { ExpressionAttributeValues: { ":p": key.pk } };

/** Every operation that names a table, by what it is called where the name goes. */
const contents = (name: string): Readonly<Record<string, Json>> => ({
  PutItem: { TableName: name, Item: { ...key, g: { S: "g" } } },
  GetItem: { TableName: name, Key: key },
  UpdateItem: {
    TableName: name,
    Key: key,
    UpdateExpression: "SET v = pk",
    ReturnValues: "ALL_NEW",
  },
  Query: { TableName: name, KeyConditionExpression: "pk = :p", ...values },
  Scan: { TableName: name, IndexName: "byG" },
  BatchGetItem: { RequestItems: { [name]: { Keys: [key] } } },
  BatchWriteItem: { RequestItems: { [name]: [{ PutRequest: { Item: key } }] } },
  TransactGetItems: { TransactItems: [{ Get: { TableName: name, Key: key } }] },
  TransactWriteItems: { TransactItems: [{ Delete: { TableName: name, Key: key } }] },
  ExecuteStatement: { Statement: `SELECT * FROM "${name}" WHERE pk = 'a'` },
  DeleteItem: { TableName: name, Key: key, ReturnValues: "ALL_OLD" },
  DescribeTable: { TableName: name },
  DescribeTimeToLive: { TableName: name },
  UpdateTable: { TableName: name, DeletionProtectionEnabled: false },
});

export const TABLE_NAMES: Chapter = {
  name: "names of tables",
  steps: [
    ...createTable(TABLE, { keys: ["pk:S"], global: { byG: { keys: ["g:S"] } } }),
    ...NAMES.flatMap((name) =>
      Object.entries(contents(name)).map(([operation, content]) => ask(operation, content)),
    ),
    ...deleteTable(TABLE),
  ],
};
