import { expect, test } from "vitest";
import { decodeMessage, encodeMessage } from "../src/index.ts";

test("a put is the item's own JSON between a fixed head and tail", () => {
  const json = '{"pk":{"S":"a"}}';
  expect(encodeMessage({ json })).toBe('{"v":1,"op":"put","item":{"pk":{"S":"a"}}}');
});

test("a delete has the key's JSON in its place", () => {
  const body = encodeMessage({ op: "delete", json: '{"pk":{"S":"a"}}' });
  expect(body).toBe('{"v":1,"op":"delete","key":{"pk":{"S":"a"}}}');
  expect(decodeMessage(body)).toEqual({ op: "delete", attributes: { pk: { S: "a" } } });
});

test("a failure carries its reason, and is a put like any other", () => {
  const body = encodeMessage(
    { json: '{"pk":{"S":"a"}}' },
    { code: "DEADLINE", message: "no time left" },
  );
  expect(body).toBe(
    '{"v":1,"op":"put","item":{"pk":{"S":"a"}},"reason":{"code":"DEADLINE","message":"no time left"}}',
  );
  expect(decodeMessage(body)).toEqual({
    op: "put",
    attributes: { pk: { S: "a" } },
    reason: { code: "DEADLINE", message: "no time left" },
  });
});

test.each([
  { body: "", says: "expected JSON" },
  { body: "pk=a", says: "expected JSON; came pk=a" },
  { body: "null", says: "an object" },
  { body: "[]", says: "an object" },
  { body: '{"v":2,"op":"put","item":{}}', says: '"v":1; came 2' },
  { body: '{"op":"put","item":{}}', says: '"v":1; came nothing' },
  { body: '{"v":1,"op":"update","item":{}}', says: '"op":"delete"; came update' },
  { body: '{"v":1,"op":"delete","item":{}}', says: '"key": an attribute map' },
  { body: '{"v":1,"op":"put"}', says: '"item"' },
  { body: '{"v":1,"op":"put","item":{"pk":"a"}}', says: '"item"' },
  { body: '{"v":1,"op":"put","item":[]}', says: '"item"' },
  { body: '{"v":1,"op":"put","item":{"pk":{"S":"a"}},"reason":"slow"}', says: '"reason"' },
])("$body is malformed", ({ body, says }) => {
  expect(() => decodeMessage(body)).toThrow(
    expect.objectContaining({
      code: "MESSAGE_MALFORMED",
      message: expect.stringContaining(says),
      hint: expect.any(String),
    }),
  );
});

test("a long malformed body is cut short in the message", () => {
  expect(() => decodeMessage("x".repeat(10_000))).toThrow(/x{80}…$/);
});
