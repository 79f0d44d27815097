import { once } from "node:events";
import { connect } from "node:net";
import { dynamoDbLocalEndpoint } from "@spillway/testkit";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CapacityProxy, startCapacityProxy } from "../src/index.ts";

let proxy: CapacityProxy;
beforeAll(async () => {
  proxy = await startCapacityProxy({ target: dynamoDbLocalEndpoint() });
});
afterAll(() => proxy.close());

const body = '{"TableName":"no-such-table"}';
const authorization =
  "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";
const usual = ["Host: localhost", "X-Amz-Target: DynamoDB_20120810.DescribeTable", authorization];
const length = `Content-Length: ${body.length}`;
const wire = (headers: readonly string[], content = body, first = "POST / HTTP/1.1") =>
  [first, ...headers, "", content].join("\r\n");
const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;

/** Everything that comes until the connection ends; the client ends its side after it has sent all. */
async function answersTo(endpoint: string, text: string): Promise<string> {
  const { port, hostname } = new URL(endpoint);
  const socket = connect({ port: Number(port), host: hostname });
  const parts: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => parts.push(chunk));
  socket.end(Buffer.from(text, "latin1"));
  await once(socket, "close");
  return (
    Buffer.concat(parts)
      .toString("latin1")
      .replace(/^date: .*$/gim, "date: …")
      .replace(/^x-amzn-requestid: .*$/gim, "x-amzn-requestid: …")
      // The engine puts it before or after the length, as it comes.
      .replace(/^connection: close\r\n/gim, "")
  );
}

it.each([
  ["a request as it should be", wire([...usual, length])],
  ["HTTP/1.0", wire([...usual, length], body, "POST / HTTP/1.0")],
  ["HTTP/1.2", wire([...usual, length], body, "POST / HTTP/1.2")],
  ["HTTP/2.0", wire([...usual, length], body, "POST / HTTP/2.0")],
  ["no version", wire([...usual, length], body, "POST /")],
  ["an unknown method", wire([...usual, length], body, "BREW / HTTP/1.1")],
  ["no Host", wire([...usual.slice(1), length])],
  ["another expectation", wire([...usual, length, "Expect: nonsense"])],
  ["an upgrade", wire([...usual, length, "Connection: Upgrade", "Upgrade: websocket"])],
  ["a target twice", wire([...usual, length, usual[1] ?? ""])],
  ["a length that is none", wire([...usual, "Content-Length: x"])],
  ["two lengths", wire([...usual, length, "Content-Length: 1"])],
  ["a length and chunks", wire([...usual, length, "Transfer-Encoding: chunked"], chunks)],
  ["too small a length", wire([...usual, "Content-Length: 5"])],
  ["too large a length", wire([...usual, "Content-Length: 1000"])],
  ["no length", wire(usual)],
  ["chunks", wire([...usual, "Transfer-Encoding: chunked"], chunks)],
  ["bad chunks", wire([...usual, "Transfer-Encoding: chunked"], `z${chunks}`)],
  ["chunks without end", wire([...usual, "Transfer-Encoding: chunked"], chunks.slice(0, -5))],
  ["another coding", wire([...usual, "Transfer-Encoding: gzip"])],
  ["a folded header", wire([...usual, length, "X-Long: a\r\n b"])],
  ["a header without a colon", wire([...usual, length, "nonsense"])],
  ["a header beyond 8 KB", wire([...usual, length, `X-Large: ${"x".repeat(9_000)}`])],
  ["a head beyond 64 KB", wire([...usual, length, `X-Large: ${"x".repeat(70_000)}`])],
  ["bare line feeds", wire([...usual, length]).replaceAll("\r\n", "\n")],
  ["three requests at once", wire([...usual, length]).repeat(3)],
  ["a request and nonsense", `${wire([...usual, length])}nonsense\r\n\r\n`],
  ["TLS", "\u0016\u0003\u0001\u0002"],
  ["HEAD", wire(usual.slice(0, 1), "", "HEAD / HTTP/1.1")],
  [
    "OPTIONS",
    wire(
      ["Host: a", "Origin: http://b", "Access-Control-Request-Method: POST"],
      "",
      "OPTIONS / HTTP/1.1",
    ),
  ],
  ["nothing", ""],
])("%s is answered as the engine answers", async (_, text) => {
  const expected = await answersTo(dynamoDbLocalEndpoint(), text);
  expect(await answersTo(proxy.url, text)).toBe(expected);
});

it("a client that waits to be told is told to send the body", async () => {
  const { port, hostname } = new URL(proxy.url);
  const socket = connect({ port: Number(port), host: hostname });
  socket.write(wire([...usual, length, "Expect: 100-continue"], ""));
  const [first] = await once(socket, "data");
  expect(String(first)).toBe("HTTP/1.1 100 Continue\r\n\r\n");
  socket.write(body);
  const [second] = await once(socket, "data");
  expect(String(second)).toContain("ResourceNotFoundException");
  socket.destroy();
});
