import { membersOf } from "../../service-request.ts";
import type { ItemConditions, TouchedItems } from "../permission.ts";
import { attributesIn, equalTo } from "./expression.ts";

/** Parameters as GetItem, PutItem, Query and the like have them: a whole request, or a part of a batch. */
type Parameters = Readonly<Record<string, unknown>>;

/** Condition keys that follow from the items. */
export const ITEM_KEYS = ["dynamodb:Attributes", "dynamodb:LeadingKeys"];

/** Members whose keys are names of attributes. */
const BY_NAME = [
  "Item",
  "Key",
  // Of older requests, which have no expressions.
  "AttributeUpdates",
  "Expected",
  "KeyConditions",
  "QueryFilter",
  "ScanFilter",
];
const EXPRESSIONS = [
  "ConditionExpression",
  "FilterExpression",
  "KeyConditionExpression",
  "UpdateExpression",
];

/** Members of which one names a partition key. */
const KEYS = ["Item", "Key", "KeyConditionExpression", "KeyConditions"];

/**
 * Which items and attributes a request touches: the partition keys of what it reads or writes (none for
 * a scan), and the attributes that it names, those of the key included. A value that can't be told is
 * undefined.
 *
 * @param table the table's ARN
 * @param index the name of the index that is read
 * @param partsOf the request, or the parts of it that are about this table; asked only when needed
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export function touchedItems(
  table: string,
  index: string | undefined,
  partsOf: () => readonly Parameters[],
): TouchedItems {
  return {
    table,
    index,
    conditionsWith(partitionKey): ItemConditions {
      const parts = partsOf();
      return {
        "dynamodb:LeadingKeys": together(parts, (part) => leadingKeys(part, partitionKey)),
        "dynamodb:Attributes": together(parts, attributes),
      };
    },
  };
}

/** Of an index or table, several requests' items as one's. */
export function joinedItems(one: TouchedItems, other: TouchedItems): TouchedItems {
  return {
    ...one,
    conditionsWith(partitionKey) {
      const [first, second] = [one, other].map((items) => items.conditionsWith(partitionKey));
      return Object.fromEntries(
        Object.entries(first ?? {}).map(([key, values]) => {
          const more = second?.[key];
          const told = values !== undefined && more !== undefined;
          return [key, told ? [...new Set([...values, ...more])] : undefined];
        }),
      );
    },
  };
}

/** Reads that name no attributes get all; DynamoDB gives `Select` that value even if it has no such parameter. */
export function selected(part: Parameters): string {
  const { Select, ProjectionExpression, AttributesToGet, IndexName } = part;
  if (typeof Select === "string") return Select;
  if (ProjectionExpression !== undefined || AttributesToGet !== undefined) {
    return "SPECIFIC_ATTRIBUTES";
  }
  return IndexName === undefined ? "ALL_ATTRIBUTES" : "ALL_PROJECTED_ATTRIBUTES";
}

function together(
  parts: readonly Parameters[],
  valuesOf: (part: Parameters) => readonly string[] | undefined,
): readonly string[] | undefined {
  const all = new Set<string>();
  for (const part of parts) {
    const values = valuesOf(part);
    if (values === undefined) return undefined;
    for (const value of values) all.add(value);
  }
  return [...all];
}

function leadingKeys(
  part: Parameters,
  partitionKey: string | undefined,
): readonly string[] | undefined {
  const namesNone = KEYS.every((member) => part[member] === undefined);
  if (namesNone) return [];
  if (partitionKey === undefined) return undefined;
  // A text as it is, a number as text, bytes in base64.
  const { S, N, B } = membersOf(leadingKey(part, partitionKey));
  const text = S ?? N ?? B;
  return typeof text === "string" ? [text] : undefined;
}

/** The value of the partition key, as DynamoDB writes values: `{ S: "a" }`. */
function leadingKey(part: Parameters, partitionKey: string): unknown {
  const { Item, Key, KeyConditionExpression: expression, KeyConditions } = part;
  const named = Key ?? Item;
  if (named !== undefined) return membersOf(named)[partitionKey];
  if (typeof expression === "string") {
    const names = membersOf(part.ExpressionAttributeNames);
    const placeholder = equalTo(expression, names, partitionKey);
    const values = membersOf(part.ExpressionAttributeValues);
    return placeholder === undefined ? undefined : values[placeholder];
  }
  const { AttributeValueList: list } = membersOf(membersOf(KeyConditions)[partitionKey]);
  return Array.isArray(list) ? list[0] : undefined;
}

function attributes(part: Parameters): readonly string[] | undefined {
  const { AttributesToGet, ProjectionExpression: projection } = part;
  const names = membersOf(part.ExpressionAttributeNames);
  const found = BY_NAME.flatMap((member) => Object.keys(membersOf(part[member])));
  if (Array.isArray(AttributesToGet)) found.push(...AttributesToGet.map(topLevel));
  const read = [
    ...(typeof projection === "string" ? [attributesIn(projection, names, "projection")] : []),
    ...EXPRESSIONS.map((member) => part[member])
      .filter((expression) => typeof expression === "string")
      .map((expression) => attributesIn(expression, names)),
  ];
  for (const more of read) {
    if (more === undefined) return undefined;
    found.push(...more);
  }
  return found;
}

/** Older requests name paths too: `a.b[0]`. */
function topLevel(path: unknown): string {
  return String(path).split(/[.[]/, 1)[0] ?? "";
}
