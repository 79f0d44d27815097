import { expect, test } from "vitest";
import { itemKey } from "../../src/order/item-key.ts";

test("is the same for the same item, however its key is written", () => {
  const key = itemKey({ pk: { S: "a" }, sk: { N: "1" } });
  expect(itemKey({ sk: { N: "1.0" }, pk: { S: "a" } })).toBe(key);
  expect(itemKey({ pk: { S: "a" }, sk: { N: "2" } })).not.toBe(key);
});

test("is another for parts that would read alike one after the other", () => {
  expect(itemKey({ pk: { S: "a" }, sk: { S: "bSc" } })).not.toBe(
    itemKey({ pk: { S: "aSb" }, sk: { S: "c" } }),
  );
});

test("is one for whatever came as a key", () => {
  expect(itemKey({ pk: { BOOL: true } })).toBe(itemKey({ pk: { BOOL: true } }));
  expect(itemKey({ pk: { N: "none" } })).not.toBe(itemKey({ pk: { N: "other" } }));
});
