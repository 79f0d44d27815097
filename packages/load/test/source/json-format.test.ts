import { describe, expect, test } from "vitest";
import {
  type FoundFormat,
  isUndecided,
  jsonFormat,
  layoutOf,
} from "../../src/source/json/json-format.ts";

const ITEM = '{"pk":{"S":"a"},"n":{"N":"1"}}';
const PLAIN = '{"pk":"a","n":1}';
const PUT = `{"PutRequest":{"Item":${ITEM}}}`;
const DELETE = '{"DeleteRequest":{"Key":{"pk":{"S":"a"}}}}';
const pretty = (text: string) => JSON.stringify(JSON.parse(text), null, 4);
const cut = (text: string) => text.slice(0, 65_536);
/** Longer than the beginning that is looked at. */
const many = (text: string) => Array.from({ length: 3_000 }, () => text);

const LONG = "a".repeat(70_000);

const LINES: FoundFormat = { format: "json-lines" };
const ITEM_LINES: FoundFormat = { format: "dynamodb-json" };
const VALUES: FoundFormat = { format: "json", layout: "values" };
const ITEM_VALUES: FoundFormat = { format: "dynamodb-json", layout: "values" };
const ANSWERS: FoundFormat = { format: "json", layout: "answers" };
const ITEM_ANSWERS: FoundFormat = { format: "dynamodb-json", layout: "answers" };
const REQUESTS: FoundFormat = { format: "batch-write" };

describe("records on lines", () => {
  test.each<[string, string, FoundFormat]>([
    ["plain", `${PLAIN}\n${PLAIN}\n`, LINES],
    ["items", `${ITEM}\n${ITEM}\n`, ITEM_LINES],
    ["one record", PLAIN, LINES],
    ["items after an empty one", `{}\n${ITEM}\n`, ITEM_LINES],
    ["an order that has Items", `{"id":1,"Items":[{"sku":"x"}]}\n${PLAIN}`, LINES],
    ["an order that has Items and a Count", '{"Items":[{"sku":"x"}],"Count":1}\n', LINES],
    ["an order that says so of items", `{"id":1,"Items":[${ITEM}],"Count":1}\n`, LINES],
    ["records with empty lists", '{"tags":[]}\n{"tags":[],"id":1}\n', LINES],
    [
      "records with lists, then one with requests",
      `{"tags":[1]}\n{"id":1,"log":[${PUT}]}\n`,
      LINES,
    ],
    ["a record with lists", '{"Users":[{"id":1}]}\n', LINES],
    ["a record with no lists of requests", '{"PutRequest":{"Item":{}}}\n', LINES],
    ["a first name that is not closed", `{"pk:"a"}\n${PLAIN}\n`, LINES],
    ["a first line that is malformed", `{"pk":"a\n${PLAIN}\n`, LINES],
    ["a line longer than what is looked at", cut(`{"pk":"${"a".repeat(70_000)}"}`), LINES],
    ["an item longer than what is looked at", cut(`{"pk":{"S":"${LONG}"}}\n${ITEM}`), ITEM_LINES],
    [
      "an export's item that is so long",
      cut(`{"Item":{"pk":{"S":"a"},"x":{"L":[${LONG}`),
      ITEM_LINES,
    ],
    ["an item cut where an attribute begins", '{"Item":{"pk":{"S":"a"},"x":{', ITEM_LINES],
    ["a long item after an empty line", cut(`{}\n{"Item":{"pk":{"S":"${LONG}"}}}`), ITEM_LINES],
    ["a long plain record with maps", cut(`{"pk":"a","m":{"S":"${LONG}"}}\n`), LINES],
  ])("%s", (_, text, format) => {
    expect(jsonFormat(text)).toEqual(format);
  });
});

describe("values that may be spread over lines", () => {
  test.each<[string, string, FoundFormat]>([
    ["an array", `[${PLAIN},${PLAIN}]`, VALUES],
    ["an array of items", `[${ITEM}]`, ITEM_VALUES],
    ["an array on lines", `[\n${PLAIN},\n${PLAIN}\n]\n`, VALUES],
    ["an empty array", "[]", VALUES],
    ["an array that is printed", pretty(`[${ITEM}]`), ITEM_VALUES],
    ["a long array", cut(pretty(`[${many(ITEM).join(",")}]`)), ITEM_VALUES],
    ["a long array on one line", cut(`[${many(PLAIN).join(",")}]`), VALUES],
    [
      "an array with an item longer than all",
      cut(`[{"pk":{"S":"${"a".repeat(70_000)}`),
      ITEM_VALUES,
    ],
    ["an object that is printed", pretty(PLAIN), VALUES],
    ["printed one after the other", `${pretty(ITEM)}\n${pretty(ITEM)}`, ITEM_VALUES],
    ["printed after an empty one", `{}\n${pretty(ITEM)}`, ITEM_VALUES],
    ["what get-item prints", pretty(`{"Item":${ITEM}}`), ITEM_VALUES],
    ["on one line", `${PLAIN}${PLAIN}\n`, VALUES],
    ["lines with commas", `${PLAIN},\n${PLAIN},\n`, VALUES],
    ["the first malformed", `{\n  "pk": NaN\n}\n${pretty(PLAIN)}`, VALUES],
    ["with line ends of Windows", pretty(PLAIN).replaceAll("\n", "\r\n"), VALUES],
  ])("%s", (_, text, format) => {
    expect(jsonFormat(text)).toEqual(format);
  });
});

describe("answers", () => {
  const answer = (items: string, rest = ',"Count":1,"ScannedCount":1') =>
    `{"Items":[${items}]${rest}}`;
  test.each<[string, string, FoundFormat]>([
    [
      "the first of which has no items and no count",
      `{"Items":[]}\n{"Items":[${ITEM}]}`,
      ITEM_ANSWERS,
    ],
    ["of a scan, as the AWS CLI prints it", pretty(answer(ITEM)), ITEM_ANSWERS],
    ["on one line", answer(ITEM), ITEM_ANSWERS],
    ["of items alone", `{"Items":[${ITEM}]}`, ITEM_ANSWERS],
    ["one a line", `${answer(ITEM)}\n${answer(ITEM)}\n`, ITEM_ANSWERS],
    ["in an array", `[${answer(ITEM)},${answer(ITEM)}]`, ITEM_ANSWERS],
    ["the first of which is empty", `${answer("")}\n${answer(PLAIN)}`, ANSWERS],
    ["all of which are empty", answer(""), ITEM_ANSWERS],
    ["of a document client", answer(PLAIN), ANSWERS],
    ["of boto3", `{"Count":1,"ResponseMetadata":{"a":1},"Items":[${PLAIN}]}`, ANSWERS],
    [
      "of the SDK",
      `{"$metadata":{"a":1},"Count":1,"Items":[${ITEM}],"ScannedCount":1}`,
      ITEM_ANSWERS,
    ],
    ["of more pages", `{"Items":[${PLAIN}],"LastEvaluatedKey":{"pk":"a"}}`, ANSWERS],
    ["a long one", cut(pretty(answer(many(ITEM).join(",")))), ITEM_ANSWERS],
    ["a long one of a document client on one line", cut(answer(many(PLAIN).join(","))), ANSWERS],
  ])("%s", (_, text, format) => {
    expect(jsonFormat(text)).toEqual(format);
  });
});

describe("requests of batch-write-item", () => {
  test.each<[string, string]>([
    ["as the AWS CLI takes them", pretty(`{"Users":[${PUT},${DELETE}]}`)],
    ["on one line", `{"Users":[${DELETE}]}`],
    ["one a line", `{"Users":[${PUT}]}\n{"Users":[${PUT}]}\n`],
    ["of two tables", `{"Users":[${PUT}],"Orders":[${DELETE}]}`],
    ["one of which has none", `{"Users":[],"Orders":[${DELETE}]}`],
    ["below RequestItems", `{"RequestItems":{"Users":[${PUT}]},"ReturnConsumedCapacity":"TOTAL"}`],
    ["that were not done", pretty(`{"UnprocessedItems":{"Users":[${PUT}]},"ConsumedCapacity":[]}`)],
    ["in an array", `[{"Users":[${PUT}]}]`],
    ["a long one", cut(pretty(`{"Users":[${many(PUT).join(",")}]}`))],
    ["the first of which is none", `{"Users":[{"Nope":1},${PUT}]}`],
    ["the first of which is empty", `{"Users":[{"PutRequest":{}},${PUT}],"Orders":[${DELETE}]}`],
    ["one a line, the first with a bad one", `{"Users":[{"Nope":1}]}\n{"Users":[${PUT}]}\n`],
    ["one a line, the first with none", `{"Users":[]}\n{"Users":[${PUT}]}\n`],
    ["none, in all of the file", '{"Users":[],"Orders":[]}\n'],
    ["none that were not done", '{"UnprocessedItems":{}}'],
    ["what batch-get-item answers", `{"Responses":{"Users":[${ITEM}]},"UnprocessedKeys":{}}`],
  ])("%s", (_, text) => {
    expect(jsonFormat(text)).toEqual(REQUESTS);
  });
});

test.each([
  ["", undefined],
  ["pk,n\n", undefined],
  [`${PLAIN}\n`, undefined],
  [`[${PLAIN}]`, "values"],
  [`{"Items":[${ITEM}]}`, "answers"],
])("where records are in %j, whose format was said", (text, layout) => {
  expect(layoutOf(text)).toBe(layout);
});

describe("whether more of a text would tell", () => {
  const answer = (items: readonly string[]) => cut(`{"Count":3000,"Items":[${items.join(",")}`);
  test.each<[string, string, boolean]>([
    ["plain Items of whom nobody knows", answer(many(PLAIN)), true],
    ["the same in an array, printed", cut(`[\n ${answer(many(PLAIN))}`), true],
    ["one of them, which is long", answer([`{"pk":"${LONG}`]), true],
    ["an object longer than the text on one line", cut(`{"pk":"${LONG}`), true],
    ["Items in DynamoDB's JSON", answer(many(ITEM)), false],
    ["one of them, which is long", answer([`{"pk":{"S":"${LONG}`]), false],
    ["Items with a name of an answer", `{"$metadata":{},${answer(many(PLAIN)).slice(1)}`, false],
    ["Items beside another name", `{"id":1,${answer(many(PLAIN)).slice(1)}`, true],
    ["the same printed", `{\n"id":1,${answer(many(PLAIN)).slice(1)}`, false],
    ["a second record that is long", cut(`${PLAIN}\n{"Items":["${LONG}`), false],
    ["a long bad request", cut(`{\n"Users":[{"Nope":{"Item":"${LONG}`), true],
    ["requests", cut(`{"Users":[${many(PUT).join(",")}`), false],
    ["an array of long records", cut(`[{"pk":"${LONG}`), false],
    ["CSV", "pk,n\n", false],
  ])("%s", (_, text, is) => {
    expect(isUndecided(text)).toBe(is);
  });
});
