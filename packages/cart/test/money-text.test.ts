import { expect, it } from "vitest";
import { moneyText } from "../src/money-text.ts";

it.each([
  { amount: 2_999, currency: "EUR", text: "29.99 EUR" },
  { amount: 5, currency: "USD", text: "0.05 USD" },
  { amount: 2_999, currency: "JPY", text: "2999 JPY" },
  { amount: 2_999, currency: "KWD", text: "2.999 KWD" },
  { amount: 1_000_000_000_000_001, currency: "EUR", text: "10000000000000.01 EUR" },
])("$amount minor units of $currency are $text", ({ amount, currency, text }) => {
  expect(moneyText({ amount, currency })).toBe(text);
});
