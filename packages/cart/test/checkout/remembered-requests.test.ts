import { expect, it } from "vitest";
import { orderMadeBy, requestsAfter } from "../../src/checkout/remembered-requests.ts";

const request = { key: "7c1e", digest: "total 2999" };
const at = (nowSeconds: number) => ({ nowSeconds, repeatSeconds: 60 });

it("knows the order that a request made", () => {
  const requests = requestsAfter({}, { request, order: 7 }, at(1_000));
  expect(orderMadeBy(request, { requests })).toBe(7);
  expect(orderMadeBy({ ...request, key: "other" }, { requests })).toBeUndefined();
  expect(orderMadeBy(request, undefined)).toBeUndefined();
});

it("refuses the key of one request for another", () => {
  const requests = requestsAfter({}, { request, order: 7 }, at(1_000));
  expect(() => orderMadeBy({ ...request, digest: "total 1" }, { requests })).toThrow(
    expect.objectContaining({
      code: "IDEMPOTENCY_KEY_REUSED",
      message: expect.stringContaining("made order 7"),
    }),
  );
});

it.each([
  { seconds: 59, isKnown: true },
  { seconds: 60, isKnown: false },
])("after $seconds of 60 seconds it is remembered: $isKnown", ({ seconds, isKnown }) => {
  const first = requestsAfter({}, { request, order: 1 }, at(1_000));
  const other = { key: "b6a0", digest: "" };
  const requests = requestsAfter(first, { request: other, order: 2 }, at(1_000 + seconds));
  expect(orderMadeBy(request, { requests })).toBe(isKnown ? 1 : undefined);
  expect(orderMadeBy(other, { requests })).toBe(2);
});
