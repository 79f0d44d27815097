import { expect, it } from "vitest";
import { itemKeys } from "../src/store/items/keys.ts";

const MAX_PARTITION_KEY_BYTES = 2_048;

it("tells callers of any length apart, within what a partition key may have", () => {
  const key = "k".repeat(255);
  const longest = "https://login.example ".padEnd(8_000, "ü");
  const callers = [longest, `${longest}2`, "arn:aws:iam::123456789012:user/ann"];
  const keys = callers.map((caller) => itemKeys.idempotency(caller, key).pk);
  expect(new Set(keys).size).toBe(3);
  for (const pk of keys) expect(Buffer.byteLength(pk)).toBeLessThanOrEqual(MAX_PARTITION_KEY_BYTES);
  expect(keys[2]).toBe(`IDEMPOTENCY#${callers[2]}#${key}`);
});
