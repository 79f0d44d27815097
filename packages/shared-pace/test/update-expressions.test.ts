import { expect, test } from "vitest";
import type { Counting } from "../src/item/sale.ts";
import { giveBackUpdate, saleUpdate, type Update } from "../src/store/update-expressions.ts";

/** DynamoDB refuses a request with a name or a value that no expression uses. */
function expectAllUsed(update: Update): void {
  const text = `${update.UpdateExpression} ${update.ConditionExpression}`;
  const used = new Set(text.match(/[#:]\w+/g));
  const given = [
    ...Object.keys(update.ExpressionAttributeNames ?? {}),
    ...Object.keys(update.ExpressionAttributeValues ?? {}),
  ];
  expect(new Set(given)).toEqual(used);
}

const parts = [
  { resource: "", durationMs: 5, begins: "now" },
  { resource: "by-email", durationMs: 5, begins: "after the last" },
] as const;

test.each<Counting>(["same epoch", "next epoch", "anew"])(
  "a sale counted as of the %s names nothing that it does not use",
  (how) => expectAllUsed(saleUpdate({ nowMs: 1_000, parts, counted: { epoch: 3, how } })),
);

test("a sale that counts nobody names nothing that it does not use", () => {
  expectAllUsed(saleUpdate({ nowMs: 1_000, parts, counted: undefined }));
});

test.each([undefined, 3])("what is given back, counted in %s, names nothing else", (countedIn) => {
  const durations = new Map([["", 5]]);
  expectAllUsed(giveBackUpdate({ id: "a", after: undefined, durations, countedIn }));
  expectAllUsed(giveBackUpdate({ id: "b", after: "a", durations, countedIn }));
});
