import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { expect, it } from "vitest";
import { refusalOfForeignPage } from "../../src/gateway/foreign-page.ts";

const refusalOf = (headers: IncomingHttpHeaders, url = "/") =>
  refusalOfForeignPage({ request: { headers, url } as IncomingMessage });

it.each([
  "http://localhost:3000",
  "https://app.localhost",
  "http://127.0.0.1:4566",
  "http://[::1]:8080",
  "chrome-extension://abcdefgh",
])("a page of this machine may ask: %s", (origin) => {
  expect(refusalOf({ origin, "sec-fetch-site": "cross-site" })).toBeUndefined();
});

it.each([
  "https://evil.example",
  "http://localhost.evil.example",
  "http://127.0.0.1.evil.example:4566",
  "https://notlocalhost",
  "null",
])("a stranger's may not: %s", (origin) => {
  const refusal = refusalOf({ origin });
  expect(refusal?.status).toBe(403);
  expect(String(refusal?.body)).toContain(origin);
});

it("nor one that reads an address which does something", () => {
  const elsewhere = { "sec-fetch-site": "cross-site" };
  expect(refusalOf(elsewhere, "/?Action=DeleteTopic&TopicArn=x")?.status).toBe(403);
  expect(refusalOf(elsewhere, "/bucket/picture.png")).toBeUndefined();
});

it("SDKs and tools say nothing of a page", () => {
  expect(refusalOf({}, "/?Action=ListQueues")).toBeUndefined();
});
