// HTTP in all its forms: what a request may look like beneath its operation.
import { AUTHORIZATION, type RequestForm } from "../../exchange/request-form.ts";
import { type Chapter, type Step, send } from "../../step.ts";
import { createTable, deleteTable } from "../tables.ts";
import { BODIES } from "./http-bodies.ts";
import { WIRES } from "./http-wires.ts";

const TABLE = "Http";
const KEY = { TableName: TABLE, Key: { pk: { S: "a" } } };
const ITEM = { TableName: TABLE, Item: { pk: { S: "a" }, v: { S: "é😀" } } };

/** One of each of the proxy's ways: a write, a read, a change of tables, and what is only passed on. */
const FORMS: Readonly<Record<string, RequestForm>> = {
  write: { operation: "PutItem", content: ITEM },
  read: { operation: "GetItem", content: KEY },
  "other operation": { operation: "ListTables", content: {} },
  "unknown operation": { operation: "Nope", content: {} },
  "other target": {
    headers: { "X-Amz-Target": "DynamoDBStreams_20120810.ListStreams" },
    content: {},
  },
  "no target": { content: {} },
};

const inEachForm = (title: string, more: RequestForm): readonly Step[] =>
  Object.entries(FORMS).map(([name, form]) =>
    send(`${title}, ${name}`, { ...form, ...more, headers: { ...form.headers, ...more.headers } }),
  );

const METHODS = ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW", "post"];
const PATHS = [
  ...[
    "/x",
    "//",
    "/?a=b",
    "/?",
    "/%20",
    "/%",
    "/..",
    "/shell/",
    "/shell",
    "*",
    "http://example.com/",
  ],
  ...["/table/Http", "/index.html", `/${"x".repeat(2_000)}`, "/;a=b"],
];

const HEADERS: readonly Readonly<Record<string, string | undefined>>[] = [
  ...[
    "application/x-amz-json-1.1",
    "application/json",
    "text/plain",
    "application/xml",
    "nonsense",
    "",
  ].map((type) => ({ "Content-Type": type })),
  ...["application/x-amz-json-1.0; charset=utf-8", "APPLICATION/X-AMZ-JSON-1.0", undefined].map(
    (type) => ({ "Content-Type": type }),
  ),
  ...["application/cbor", "application/x-amz-cbor-1.1"].map((type) => ({ "Content-Type": type })),
  { Authorization: undefined },
  ...[
    "",
    "x",
    "Basic dGVzdDp0ZXN0",
    "Bearer x",
    "AWS4-HMAC-SHA256",
    "AWS4-HMAC-SHA256 Credential=x",
  ].map((text) => ({ Authorization: text })),
  { Authorization: AUTHORIZATION.replace("test/", "/") },
  { Authorization: AUTHORIZATION.replace("/dynamodb/", "/sqs/") },
  { Authorization: AUTHORIZATION.replace("us-east-1", "eu-west-1") },
  { Authorization: AUTHORIZATION.replace("us-east-1", "nowhere") },
  { Authorization: AUTHORIZATION.replace("test/", "an-access-key!/") },
  { Authorization: AUTHORIZATION.replace(/, Signature.*/, "") },
  { Authorization: AUTHORIZATION.replace("AWS4-HMAC-SHA256 ", "AWS3 ") },
  { "X-Amz-Date": undefined },
  { "X-Amz-Date": "yesterday" },
  { "X-Amz-Security-Token": "token" },
  { "X-Amz-Content-Sha256": "0".repeat(64) },
  { "X-Amz-User-Agent": "x".repeat(1_000) },
  ...["gzip", "gzip, deflate", "br", "identity", "*", "", "gzip;q=0"].map((encoding) => ({
    "Accept-Encoding": encoding,
  })),
  ...["application/json", "text/html", "*/*"].map((type) => ({ Accept: type })),
  ...["keep-alive", "close", "Close", "upgrade", "x"].map((connection) => ({
    Connection: connection,
  })),
  { Connection: "Upgrade", Upgrade: "h2c" },
  { Expect: "100-continue" },
  { Expect: "nonsense" },
  {
    "Amz-Sdk-Request": "attempt=1; max=3",
    "Amz-Sdk-Invocation-Id": "00000000-0000-0000-0000-000000000000",
  },
  { Origin: "http://example.com" },
  { Origin: "http://example.com", "Access-Control-Request-Method": "POST" },
  { "X-Custom": "é" },
  { "X-Empty": "" },
  { Cookie: "a=b; c=d" },
  { "Content-Encoding": "gzip" },
  { "Content-Encoding": "identity" },
  { Te: "trailers", Trailer: "X-After" },
  { "X-Http-Method-Override": "GET" },
  { "X-Forwarded-For": "192.0.2.1" },
  { Host: "" },
  { Host: "x y" },
  { Host: "localhost:8000" },
  { Host: undefined },
];

const megabytes = (count: number) =>
  JSON.stringify({ ...KEY, Padding: "x".repeat(count * 1_048_576) });

export const HTTP_FORMS: Chapter = {
  name: "HTTP",
  steps: [
    ...createTable(TABLE, { keys: ["pk:S"] }),
    ...METHODS.flatMap((method) => inEachForm(method, { method })),
    ...METHODS.flatMap((method) => inEachForm(`${method} without a body`, { method, body: "" })),
    ...METHODS.map((method) =>
      send(`${method} across origins`, {
        ...{ method, body: "" },
        headers: {
          ...{ Origin: "http://example.com", "Access-Control-Request-Method": "POST" },
          "Access-Control-Request-Headers": "x-amz-target,authorization",
        },
      }),
    ),
    ...PATHS.flatMap((path) => inEachForm(path, { path })),
    ...HEADERS.flatMap((headers) => inEachForm("headers", { headers })),
    ...Object.entries(BODIES).flatMap(([title, text]) => inEachForm(title, { body: text })),
    ...[1, 7, 1_000].flatMap((chunkBytes) => inEachForm(`chunks of ${chunkBytes}`, { chunkBytes })),
    ...[1, 15, 17].flatMap((count) => inEachForm(`${count} MB`, { body: megabytes(count) })),
    send("40 MB", { operation: "GetItem", body: megabytes(40) }),
    ...Object.entries(WIRES).map(([title, form]) => send(title, { keeps: false, ...form })),
    ...deleteTable(TABLE),
  ],
};
