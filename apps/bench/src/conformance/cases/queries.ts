// Reading many items: key conditions, indexes of each kind, pages, parallel scans.
import { ask, askEach, type Chapter } from "../step.ts";
import { pages } from "./pages.ts";
import { createTable, deleteTable } from "./tables.ts";
import type { Json } from "./wrong-values.ts";

const TABLE = "Queries";
type Fields = { readonly [name: string]: Json };

/** Three partitions of eight items; `g` is on every second item and `kind` on every third. */
const ITEMS: readonly Fields[] = ["a", "b", "c"].flatMap((pk) =>
  Array.from({ length: 8 }, (_, at) => ({
    ...{
      pk: { S: pk },
      sk: { N: String(at) },
      text: { S: `text ${at}` },
      big: { S: "x".repeat(at * 100) },
    },
    ...(at % 2 === 0 && { g: { S: `g${at % 4}` } }),
    ...(at % 3 === 0 && { kind: { S: `kind ${at}` } }),
  })),
);

const on = (IndexName?: string) => ({ TableName: TABLE, ...(IndexName && { IndexName }) });
const INDEXES = ["byG", "keysOnly", "some", "byKind", "kindKeys"] as const;
/** The partition key of each, as a condition. */
const PARTITION: Readonly<Record<string, Fields>> = {
  table: { KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": { S: "a" } } },
  byG: { KeyConditionExpression: "g = :p", ExpressionAttributeValues: { ":p": { S: "g0" } } },
  keysOnly: { KeyConditionExpression: "g = :p", ExpressionAttributeValues: { ":p": { S: "g2" } } },
  some: {
    KeyConditionExpression: "kind = :p",
    ExpressionAttributeValues: { ":p": { S: "kind 3" } },
  },
  byKind: { KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": { S: "a" } } },
  kindKeys: { KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": { S: "b" } } },
};

const KEY_CONDITIONS = [
  ...[
    "pk = :p",
    "pk = :p AND sk = :n",
    "pk = :p AND sk < :n",
    "pk = :p AND sk <= :n",
    "pk = :p AND sk > :n",
  ],
  ...[
    "pk = :p AND sk >= :n",
    "pk = :p AND sk BETWEEN :n AND :m",
    "pk = :p AND sk BETWEEN :m AND :n",
  ],
  ...[
    "sk = :n AND pk = :p",
    "(pk = :p)",
    "(pk = :p) AND (sk = :n)",
    "pk = :p AND begins_with(sk, :p)",
  ],
  ...[
    "pk > :p",
    "pk <> :p",
    "sk = :n",
    "pk = :p AND sk <> :n",
    "pk = :p OR sk = :n",
    "NOT pk = :p",
  ],
  ...[
    "pk = :p AND sk IN (:n)",
    "pk = :p AND pk = :p",
    "pk = :p AND sk > :n AND sk < :m",
    "pk = :n",
    "text = :p",
  ],
  ...[
    "pk = :p AND text = :p",
    "pk = :p AND attribute_exists(sk)",
    "begins_with(pk, :p)",
    "pk BETWEEN :p AND :p",
  ],
  ...[
    ":p = pk",
    "pk = pk",
    "pk = :p AND size(sk) = :n",
    "",
    "pk",
    "pk = :missing",
    "pk.a = :p",
    "pk[0] = :p",
  ],
];
const KEY_VALUES: Fields = { ":p": { S: "a" }, ":n": { N: "2" }, ":m": { N: "5" } };

const conditions = KEY_CONDITIONS.map((KeyConditionExpression) => {
  const words = new Set(KeyConditionExpression.match(/:\w+/g) ?? []);
  const values = Object.entries(KEY_VALUES).filter(([name]) => words.has(name));
  return {
    ...{ TableName: TABLE, KeyConditionExpression },
    ...(values.length > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
  };
});

const SELECTS: readonly Fields[] = [
  ...["ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "COUNT", "SPECIFIC_ATTRIBUTES", "all"].map(
    (Select) => ({ Select }),
  ),
  { Select: "SPECIFIC_ATTRIBUTES", ProjectionExpression: "pk, big" },
  { Select: "COUNT", ProjectionExpression: "pk" },
  { Select: "ALL_ATTRIBUTES", ProjectionExpression: "pk" },
  { ProjectionExpression: "big" },
  { ConsistentRead: true },
  { ScanIndexForward: false, Limit: 3 },
  ...["INDEXES", "TOTAL", "NONE", "SOME"].map((ReturnConsumedCapacity) => ({
    ReturnConsumedCapacity,
  })),
];

const START_KEYS: readonly Json[] = [
  ...[
    {},
    { pk: { S: "a" } },
    { pk: { S: "a" }, sk: { N: "3" } },
    { pk: { S: "a" }, sk: { N: "99" } },
  ],
  ...[
    { pk: { S: "b" }, sk: { N: "3" } },
    { pk: { S: "a" }, sk: { S: "3" } },
    { pk: { N: "1" }, sk: { N: "3" } },
  ],
  ...[
    { pk: { S: "a" }, sk: { N: "3" }, g: { S: "g0" } },
    { pk: { S: "a" }, sk: { N: "3" }, text: { S: "x" } },
  ],
  ...[
    { pk: { S: "a" }, sk: { N: "3" }, kind: { S: "kind 3" } },
    { g: { S: "g0" } },
    { x: { S: "x" } },
  ],
  ...[
    { pk: { S: "" }, sk: { N: "3" } },
    { pk: { S: "a" }, sk: { N: "x" } },
    { pk: {}, sk: {} },
    null,
  ],
];

const FILTERS: readonly Fields[] = [
  { FilterExpression: "size(big) > :n", ExpressionAttributeValues: { ":n": { N: "300" } } },
  { FilterExpression: "attribute_exists(kind)" },
  { FilterExpression: "attribute_exists(none)" },
  { FilterExpression: "attribute_exists(kind)", Limit: 2 },
];

const SEGMENTS: readonly Fields[] = [
  ...[0, 1, 2, 3].map((Segment) => ({ Segment, TotalSegments: 4 })),
  ...[
    { Segment: 4, TotalSegments: 4 },
    { Segment: -1, TotalSegments: 4 },
    { Segment: 0 },
    { TotalSegments: 4 },
  ],
  ...[
    { Segment: 0, TotalSegments: 0 },
    { Segment: 0, TotalSegments: 1 },
    { Segment: 0, TotalSegments: 1_000_001 },
  ],
];

export const QUERIES: Chapter = {
  name: "queries and scans",
  steps: [
    ...createTable(TABLE, {
      keys: ["pk:S", "sk:N"],
      global: {
        byG: { keys: ["g:S", "sk:N"] },
        keysOnly: { keys: ["g:S"], projection: "KEYS_ONLY" },
        some: { keys: ["kind:S", "pk:S"], projection: ["big"] },
      },
      local: {
        byKind: { keys: ["pk:S", "kind:S"] },
        kindKeys: { keys: ["pk:S", "kind:S"], projection: "KEYS_ONLY" },
      },
    }),
    ask("Scan", on()),
    ask("Query", { ...on(), ...PARTITION.table }),
    ...ITEMS.map((Item) => ask("PutItem", { TableName: TABLE, Item })),
    ...askEach("Query", conditions),
    ...["table", ...INDEXES].flatMap((name) => {
      const of = on(name === "table" ? undefined : name);
      const query = { ...of, ...PARTITION[name] };
      const wanted = {
        ExpressionAttributeValues: { ...(PARTITION[name]?.ExpressionAttributeValues as Fields) },
      };
      return [
        ...SELECTS.flatMap((select) => [
          ask("Query", { ...query, ...select }),
          ask("Scan", { ...of, ...select }),
        ]),
        ...pages("Query", { ...query, Limit: 2 }, 5),
        ...pages("Query", { ...query, Limit: 3, ScanIndexForward: false }, 4),
        ...pages("Scan", { ...of, Limit: 5 }, 7),
        ...[0, -1, 1, 1_000_000].map((Limit) => ask("Scan", { ...of, Limit })),
        ...START_KEYS.flatMap((ExclusiveStartKey) => [
          ask("Query", { ...query, ExclusiveStartKey }),
          ask("Scan", { ...of, ExclusiveStartKey }),
        ]),
        ...FILTERS.flatMap(({ ExpressionAttributeValues = {}, ...filter }) => [
          ask("Scan", {
            ...of,
            ...filter,
            ...(filter.FilterExpression === FILTERS[0]?.FilterExpression && {
              ExpressionAttributeValues,
            }),
          }),
          ask("Query", {
            ...{ ...query, ...filter },
            ExpressionAttributeValues: {
              ...wanted.ExpressionAttributeValues,
              ...(ExpressionAttributeValues as Fields),
            },
          }),
        ]),
        ...SEGMENTS.map((segment) => ask("Scan", { ...of, ...segment })),
      ];
    }),
    ...askEach("Query", [
      { ...on("missing"), ...PARTITION.table },
      { ...on("byG"), ...PARTITION.table },
      { ...on("byG"), ...PARTITION.byG, ConsistentRead: true },
      { ...on("byKind"), ...PARTITION.byKind, ConsistentRead: true },
      {
        ...on(),
        ...PARTITION.table,
        FilterExpression: "sk = :n",
        ExpressionAttributeValues: { ":p": { S: "a" }, ":n": { N: "1" } },
      },
      { ...on(), ...PARTITION.table, FilterExpression: "pk = :p" },
      on(),
    ]),
    ask("Scan", on("missing")),
    ...deleteTable(TABLE),
  ],
};
