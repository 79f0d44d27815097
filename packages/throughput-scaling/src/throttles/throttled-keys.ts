import { commandTargets } from "./command-targets.ts";
import { type Fields, fieldsOf, listOf } from "./fields.ts";
import type { SentCommand } from "./throttle.ts";

/** So many keys are named, at most. */
const NAMED_KEYS = 5;

/**
 * The partition keys that a command wants of a table or index, where the command tells them: those among
 * which a hot one is. Values are as a person writes them.
 *
 * @param table its name
 * @param partitionKey the names of the key attributes that choose the partition
 * @returns each key once, five at most
 * @example
 * throttledKeys({ name: "GetItem", input: { TableName: "users", Key: { pk: { S: "a" } } } }, "users", ["pk"]);
 * // → [{ pk: "a" }]
 */
export function throttledKeys(
  sent: SentCommand,
  table: string,
  partitionKey: readonly string[],
): readonly Readonly<Record<string, unknown>>[] {
  const keys = new Map<string, Readonly<Record<string, unknown>>>();
  for (const attributes of attributesOf(sent, table)) {
    const known = partitionKey.filter((name) => attributes[name] !== undefined);
    if (known.length === 0) continue;
    const key = Object.fromEntries(known.map((name) => [name, plain(attributes[name])]));
    keys.set(JSON.stringify(key), key);
  }
  return [...keys.values()].slice(0, NAMED_KEYS);
}

/** Of each item that the command touches: the attributes that it names with their values. */
function attributesOf(sent: SentCommand, table: string): readonly Fields[] {
  const { name, input } = sent;
  switch (name) {
    case "PutItem":
      return [fieldsOf(input.Item)];
    case "GetItem":
    case "UpdateItem":
    case "DeleteItem":
      return [fieldsOf(input.Key)];
    case "Query":
      return [queriedKey(input)];
    case "BatchGetItem":
      return ofTable(input.RequestItems, table).flatMap((request) =>
        listOf(fieldsOf(request).Keys).map(fieldsOf),
      );
    case "BatchWriteItem":
      return ofTable(input.RequestItems, table)
        .flatMap(listOf)
        .map((write) => {
          const { PutRequest: put, DeleteRequest: remove } = fieldsOf(write);
          return put === undefined ? fieldsOf(fieldsOf(remove).Key) : fieldsOf(fieldsOf(put).Item);
        });
    case "TransactGetItems":
    case "TransactWriteItems":
      return listOf(input.TransactItems)
        .filter((item) => names({ name, input: { TransactItems: [item] } }, table))
        .flatMap((item) => Object.values(fieldsOf(item)))
        .map((action) => fieldsOf(fieldsOf(action).Key ?? fieldsOf(action).Item));
    default:
      return [];
  }
}

function names(sent: SentCommand, table: string): boolean {
  return commandTargets(sent).some((target) => target.table === table);
}

function ofTable(requestItems: unknown, table: string): readonly unknown[] {
  return Object.entries(fieldsOf(requestItems)).flatMap(([name, request]) =>
    names({ name: "BatchGetItem", input: { RequestItems: { [name]: request } } }, table)
      ? [request]
      : [],
  );
}

const EQUALS = /(#?[\w.-]+)\s*=\s*(:\w+)/g;

/** The attributes that a query's condition holds equal to a value: its partition key is one. */
function queriedKey(input: Fields): Fields {
  const attributeNames = fieldsOf(input.ExpressionAttributeNames);
  const values = fieldsOf(input.ExpressionAttributeValues);
  const key: Record<string, unknown> = {};
  for (const [, name = "", value = ""] of String(input.KeyConditionExpression ?? "").matchAll(
    EQUALS,
  )) {
    key[String(attributeNames[name] ?? name)] = values[value];
  }
  for (const [name, condition] of Object.entries(fieldsOf(input.KeyConditions))) {
    key[name] = listOf(fieldsOf(condition).AttributeValueList)[0];
  }
  return key;
}

/** The value of a key attribute in wire JSON, or a native one as it is. */
function plain(value: unknown): unknown {
  const { S: text, N: number, B: bytes } = fieldsOf(value);
  return text ?? number ?? bytes ?? value;
}
