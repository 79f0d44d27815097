import type { KeySchema, KeyType } from "@spillway/item";
import { isJsonObject, type JsonObject } from "../http/wire-json.ts";
import type { MeteredWrite } from "./admission.ts";
import type { WriteOperation } from "./write-request.ts";

/**
 * The request with one more condition that never holds. The engine checks all that is said in it and
 * does nothing: if that condition is what it misses, the request is one that it takes.
 *
 * @returns undefined when nothing is said in it that only the engine understands
 */
export function neverHolding(
  operation: WriteOperation,
  body: JsonObject,
  writes: readonly MeteredWrite[],
): JsonObject | undefined {
  const [first] = writes;
  if (operation === "BatchWriteItem" || first === undefined) return undefined;
  const { keys } = first.meter.shape;
  if (operation !== "TransactWriteItems") {
    return operation === "UpdateItem" || LANGUAGE.some((name) => body[name] !== undefined)
      ? withCondition(body, keys)
      : undefined;
  }
  const { ClientRequestToken: _, TransactItems, ...rest } = body;
  if (!Array.isArray(TransactItems)) return undefined;
  // The first write alone: a condition that isn't met cancels all of them.
  const [entry, ...others] = TransactItems;
  const changed = Object.entries(isJsonObject(entry) ? entry : {}).map(([kind, write]) => [
    kind,
    isJsonObject(write) ? withCondition(write, keys) : write,
  ]);
  return { ...rest, TransactItems: [Object.fromEntries(changed), ...others] };
}

/** What a request says to the engine alone. */
const LEGACY = ["Expected", "AttributeUpdates", "ConditionalOperator"];
const LANGUAGE = [
  ...LEGACY,
  "ConditionExpression",
  "UpdateExpression",
  "ExpressionAttributeNames",
  "ExpressionAttributeValues",
];

function withCondition(write: JsonObject, { partitionKey }: KeySchema): JsonObject {
  if (LEGACY.some((name) => write[name] !== undefined)) {
    const expected = isJsonObject(write.Expected) ? write.Expected : {};
    const Expected = { ...expected, [partitionKey.name]: BELOW_ALL_KEYS[partitionKey.type] };
    const { ConditionalOperator: _, ...rest } = write;
    return { ...rest, Expected };
  }
  const names = isJsonObject(write.ExpressionAttributeNames) ? write.ExpressionAttributeNames : {};
  let placeholder = "#key";
  while (placeholder in names) placeholder += "_";
  const never = `attribute_exists(${placeholder}) AND attribute_not_exists(${placeholder})`;
  const own = write.ConditionExpression;
  return {
    ...write,
    ExpressionAttributeNames: { ...names, [placeholder]: partitionKey.name },
    ConditionExpression: typeof own === "string" ? `(${own}) AND ${never}` : never,
  };
}

const below = (value: JsonObject) => ({ ComparisonOperator: "LT", AttributeValueList: [value] });

/** The older conditions have one for each attribute, so this is one that no key meets. */
const BELOW_ALL_KEYS: Readonly<Record<KeyType, JsonObject>> = {
  S: below({ S: "\u0000" }),
  N: below({ N: "-9.9999999999999999999999999999999999999E+125" }),
  B: below({ B: "AA==" }),
};
