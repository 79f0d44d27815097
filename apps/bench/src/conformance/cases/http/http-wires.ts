// Whole requests byte for byte: framing, first lines and headers that no client library would send.
import { AUTHORIZATION, type RequestForm } from "../../exchange/request-form.ts";

const KEY = { TableName: "Http", Key: { pk: { S: "a" } } };

/** A whole request in so many bytes, for framing that no client library would send. */
const wire = (headers: readonly string[], body = "", first = "POST / HTTP/1.1"): string =>
  [first, ...headers, "", body].join("\r\n");
const target = "X-Amz-Target: DynamoDB_20120810.GetItem";
const usual = [
  "Host: localhost",
  "Content-Type: application/x-amz-json-1.0",
  `Authorization: ${AUTHORIZATION}`,
];
const body = JSON.stringify(KEY);
const length = `Content-Length: ${body.length}`;
const all = [...usual, target, length];
const chunked = [...usual, target, "Transfer-Encoding: chunked"];
const chunk = `${body.length.toString(16)}\r\n${body}\r\n`;

export const WIRES: Readonly<Record<string, RequestForm>> = {
  "as it should be": { wire: wire(all, body) },
  "HTTP/1.0": { wire: wire(all, body, "POST / HTTP/1.0") },
  "HTTP/1.0, kept alive": {
    wire: wire([...all, "Connection: keep-alive"], body, "POST / HTTP/1.0"),
  },
  "HTTP/1.0 without Host": { wire: wire(all.slice(1), body, "POST / HTTP/1.0") },
  "HTTP/1.2": { wire: wire(all, body, "POST / HTTP/1.2") },
  "HTTP/2.0": { wire: wire(all, body, "POST / HTTP/2.0") },
  "HTTP/0.9": { wire: "GET /\r\n\r\n", ends: true },
  "no version": { wire: wire(all, body, "POST /") },
  "no path": { wire: wire(all, body, "POST HTTP/1.1") },
  "spaces in the first line": { wire: wire(all, body, "POST  /  HTTP/1.1") },
  "a space in the path": { wire: wire(all, body, "POST /a b HTTP/1.1") },
  "empty lines before": { wire: `\r\n\r\n${wire(all, body)}` },
  "bare line feeds": { wire: wire(all, body).replaceAll("\r\n", "\n") },
  "names in lower case": {
    wire: wire(
      all.map((line) => line.replace(/^[^:]+/, (name) => name.toLowerCase())),
      body,
    ),
  },
  "names in upper case": {
    wire: wire(
      all.map((line) => line.replace(/^[^:]+/, (name) => name.toUpperCase())),
      body,
    ),
  },
  "no space after the colon": {
    wire: wire(
      all.map((line) => line.replace(": ", ":")),
      body,
    ),
  },
  "space before the colon": { wire: wire([...all, "X-Odd : x"], body) },
  "a header without a colon": { wire: wire([...all, "nonsense"], body) },
  "a header without a name": { wire: wire([...all, ": x"], body) },
  "a folded header": { wire: wire([...all, "X-Long: a\r\n  b"], body) },
  "a header's odd characters": { wire: wire([...all, "X-(odd): x"], body) },
  "a null in a header": { wire: wire([...all, "X-Null: a\0b"], body) },
  "the target twice": { wire: wire([...all, target], body) },
  "two targets": { wire: wire([...all, "X-Amz-Target: DynamoDB_20120810.ListTables"], body) },
  "the authorization twice": { wire: wire([...all, `Authorization: ${AUTHORIZATION}`], body) },
  "the type twice": { wire: wire([...all, "Content-Type: application/json"], body) },
  "the host twice": { wire: wire([...all, "Host: other"], body) },
  "the length twice": { wire: wire([...all, length], body) },
  "two lengths": { wire: wire([...all, "Content-Length: 1"], body) },
  "a length and chunks": { wire: wire([...chunked, length], `${chunk}0\r\n\r\n`) },
  "no length": { wire: wire([...usual, target]) },
  "no length, but a body": { wire: wire([...usual, target], body), ends: true },
  "a length below the body's": {
    wire: wire([...usual, target, `Content-Length: ${body.length - 5}`], body),
  },
  "a length of 0": { wire: wire([...usual, target, "Content-Length: 0"]) },
  "a length that is no number": { wire: wire([...usual, target, "Content-Length: x"], body) },
  "a length below 0": { wire: wire([...usual, target, "Content-Length: -1"], body) },
  "a length with a sign": {
    wire: wire([...usual, target, `Content-Length: +${body.length}`], body),
  },
  "a length above the body's, then the end": {
    wire: wire([...usual, target, "Content-Length: 1000"], body),
    ends: true,
  },
  "a length above the body's": {
    wire: wire([...usual, target, "Content-Length: 1000"], body),
    patienceMs: 500,
  },
  "a length beyond all": {
    wire: wire([...usual, target, "Content-Length: 99999999999999999999"], body),
  },
  "one chunk": { wire: wire(chunked, `${chunk}0\r\n\r\n`) },
  "chunks of a byte": {
    wire: wire(chunked, `${[...body].map((one) => `1\r\n${one}\r\n`).join("")}0\r\n\r\n`),
  },
  "a chunk with an extension": {
    wire: wire(chunked, `${chunk.replace("\r\n", ";a=b\r\n")}0\r\n\r\n`),
  },
  "chunks and a trailer": { wire: wire(chunked, `${chunk}0\r\nX-After: x\r\n\r\n`) },
  "a size that is no number": { wire: wire(chunked, `zz\r\n${body}\r\n0\r\n\r\n`) },
  "chunks that do not end": { wire: wire(chunked, chunk), ends: true },
  "no chunk": { wire: wire(chunked, "0\r\n\r\n") },
  "another transfer coding": {
    wire: wire([...usual, target, "Transfer-Encoding: gzip"], body),
    ends: true,
  },
  "CHUNKED in capitals": {
    wire: wire([...usual, target, "Transfer-Encoding: CHUNKED"], `${chunk}0\r\n\r\n`),
  },
  "two requests at once": { wire: wire(all, body).repeat(2), answers: 2 },
  "five requests at once": { wire: wire(all, body).repeat(5), answers: 5 },
  "a request and half of one": { wire: `${wire(all, body)}POST / HT`, answers: 1, keeps: false },
  "a head that does not end": { wire: "POST / HTTP/1.1\r\nHost: localhost\r\n", ends: true },
  "a large header": { wire: wire([...all, `X-Large: ${"x".repeat(6_000)}`], body) },
  "a header beyond 8 KB": { wire: wire([...all, `X-Large: ${"x".repeat(9_000)}`], body) },
  "a header beyond 64 KB": { wire: wire([...all, `X-Large: ${"x".repeat(70_000)}`], body) },
  "many headers": {
    wire: wire([...all, ...Array.from({ length: 150 }, (_, at) => `X-${at}: x`)], body),
  },
  "a path beyond 8 KB": { wire: wire(all, body, `POST /${"x".repeat(9_000)} HTTP/1.1`) },
  "TLS on a plain port": { wire: Buffer.from("160301020001000001fc0303", "hex"), ends: true },
  nonsense: { wire: "nonsense\r\n\r\n" },
  "nothing at all": { wire: "", ends: true },
  "an HTTP/2 preface": { wire: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" },
  "a body that waits to be asked for": {
    ...{ wire: wire([...all, "Expect: 100-continue"]), onContinue: Buffer.from(body) },
  },
};
