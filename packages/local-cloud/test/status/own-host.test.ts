import type { IncomingMessage } from "node:http";
import { expect, it } from "vitest";
import { refusalOfOwnPage } from "../../src/status/own-host.ts";

it.each([
  ["127.0.0.1:4566", undefined],
  ["127.0.0.2", undefined],
  ["localhost:4566", undefined],
  ["LOCALHOST", undefined],
  ["abc.lambda-url.us-east-1.localhost:4566", 403],
  ["[::1]:4566", undefined],
  ["evil.example:4566", 403],
  ["127.0.0.1.evil.example", 403],
  ["localhost.evil.example", 403],
  ["192.168.0.4:4566", 403],
  ["localhost:4566/../x", 403],
  [undefined, 403],
])("the own pages are for names of this machine: %s", (host, status) => {
  expect(refusalOf("GET", host)?.status).toBe(status);
});

it("they are only read", () => {
  expect(refusalOf("HEAD", "localhost")?.status).toBe(405);
  expect(refusalOf("POST", "localhost")?.status).toBe(405);
});

function refusalOf(method: string, host: string | undefined) {
  const headers = host === undefined ? {} : { host };
  return refusalOfOwnPage({ method, request: { headers } as IncomingMessage });
}
