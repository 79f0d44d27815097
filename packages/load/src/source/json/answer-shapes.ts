import { entriesOf, isItem } from "./item-lines.ts";

/** What `Scan`, `Query` and `ExecuteStatement` answer with, and what the SDKs put beside it. */
const NAMES_OF_ANSWER = new Set([
  ...["Items", "Count", "ScannedCount", "ConsumedCapacity", "LastEvaluatedKey", "NextToken"],
  ...["$metadata", "ResponseMetadata"],
]);

/** Of these one is enough to tell an answer from an order that has Items. */
const TELL_AN_ANSWER = ["LastEvaluatedKey", "NextToken", "$metadata", "ResponseMetadata"];

/**
 * Whether an object is an answer with `Items`. An order may have Items too, and a Count: an answer has
 * no other names than its own, and either its items are in DynamoDB's JSON or a name is there that
 * nobody else uses.
 *
 * @param isCut whether the object goes on: then the names that tell it may come after the items
 * @returns `perhaps` where only what is cut off could tell
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html#API_Scan_ResponseSyntax
 */
export function answerOf(value: unknown, isCut: boolean): "yes" | "no" | "perhaps" {
  const entries = entriesOf(value);
  const names = new Set(entries.map(([name]) => name));
  if (!entries.every(([name]) => NAMES_OF_ANSWER.has(name))) return "no";
  const hasName = TELL_AN_ANSWER.some((name) => names.has(name));
  const items = Object(value).Items;
  if (!Array.isArray(items)) return isCut && hasName ? "yes" : "no";
  const isTold = hasName || (names.has("Count") && names.has("ScannedCount")) || items.some(isItem);
  const [first] = items;
  // The first of them may be the one within which the text is cut.
  if (isTold || (isCut && items.length === 1 && isTypedRecord(first))) return "yes";
  return isCut ? "perhaps" : "no";
}

/** Members that hold tables: of a request, of what it left undone, of what BatchGetItem answers. */
const OF_TABLES = new Set(["RequestItems", "UnprocessedItems", "Responses"]);
const BESIDE_TABLES = new Set([
  ...["ReturnConsumedCapacity", "ReturnItemCollectionMetrics", "ItemCollectionMetrics"],
  ...["UnprocessedKeys", "ConsumedCapacity", "$metadata", "ResponseMetadata"],
]);

/**
 * Whether an object is a request of batch-write-item, or an answer to one: tables with what is to be
 * written, `{"Users":[{"PutRequest":{"Item":…}}]}`.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/dynamodb/batch-write-item.html
 */
export function isBatchWrite(value: unknown): boolean {
  const entries = entriesOf(value);
  const holders = entries.filter(([name]) => OF_TABLES.has(name));
  if (holders.length === 0) return hasRequests(entries, isRequest);
  return (
    entries.every(([name]) => OF_TABLES.has(name) || BESIDE_TABLES.has(name)) &&
    holders.some(([name, tables]) =>
      hasRequests(entriesOf(tables), name === "Responses" ? isItem : isRequest),
    )
  );
}

/** One of them is enough, wherever it stands: those that are wrong cost themselves alone. */
function hasRequests(
  tables: readonly [string, unknown][],
  isOne: (value: unknown) => boolean,
): boolean {
  const lists = tables.map(([, list]) => list);
  return lists.every(Array.isArray) && lists.some((list) => list.some(isOne));
}

/** Whether an object may have requests, none of which can be read: lists of what is no record either. */
export function mayBeBatchWrite(value: unknown): boolean {
  const lists = entriesOf(value).map(([, list]) => list);
  const isNoRecord = (one: unknown) => typeof one === "object" && entriesOf(one).length <= 1;
  return lists.length > 0 && lists.every((list) => Array.isArray(list) && list.every(isNoRecord));
}

/** Whether an object may be an answer without items. */
export function mayBeEmptyAnswer(value: unknown): boolean {
  const items = Object(value).Items;
  const isAnswers = entriesOf(value).every(([name]) => NAMES_OF_ANSWER.has(name));
  return isAnswers && Array.isArray(items) && items.length === 0;
}

/** Whether an object is a request file in which nothing is requested. */
export function isEmptyBatchWrite(value: unknown): boolean {
  const entries = entriesOf(value);
  const isHolder = ([name, tables]: [string, unknown]) =>
    OF_TABLES.has(name) && !Array.isArray(tables) && Object.keys(Object(tables)).length === 0;
  const isEmptyList = ([, list]: [string, unknown]) => Array.isArray(list) && list.length === 0;
  return entries.length > 0 && (entries.every(isEmptyList) || entries.every(isHolder));
}

function isRequest(value: unknown): boolean {
  const [[name, content] = [], ...more] = entriesOf(value);
  if (more.length > 0) return false;
  const key = name === "PutRequest" ? "Item" : name === "DeleteRequest" ? "Key" : undefined;
  const part = key === undefined ? undefined : Object(content)[key];
  return typeof part === "object" && part !== null;
}

/** Whether a record is in DynamoDB's JSON. The last attribute of one that is cut may have no type yet. */
export function isTypedRecord(value: unknown): boolean {
  const [[name, item] = [], ...more] = entriesOf(value);
  return isTypedSoFar(value) || (name === "Item" && more.length === 0 && isTypedSoFar(item));
}

function isTypedSoFar(value: unknown): boolean {
  if (isItem(value)) return true;
  const entries = entriesOf(value);
  const last = entries.at(-1)?.[1];
  const isBare = typeof last === "object" && last !== null && Object.keys(last).length === 0;
  return isBare && isItem(Object.fromEntries(entries.slice(0, -1)));
}
