import { styleText } from "node:util";
import type { CartAnswer } from "../shoppers/api.ts";
import type { CheckedOut } from "../shoppers/shopper.ts";
import { formatMoney } from "./money.ts";

/** The heading of a scene. */
export function heading(number: number, text: string): string {
  return `${number === 1 ? "" : "\n"}${styleText("bold", `${number}. ${text}`)}\n`;
}

/** A request or a fact on the left, what came of it on the right. */
export function row(left: string, right: string): string {
  return `   ${left.padEnd(34)}  ${right}`;
}

/** The lines of a cart or an order, and what they come to. */
export function linesText({ lines, total }: CartAnswer): string {
  const texts = lines.map(({ productId, quantity, price }) => {
    const sum = formatMoney({ ...price, amount: price.amount * quantity });
    return row(
      `${String(quantity).padStart(6)} × ${productId}`,
      `${formatMoney(price).padStart(8)}  ${sum.padStart(9)}`,
    );
  });
  return [...texts, row("", `${" ".repeat(8)}  ${formatMoney(total).padStart(9)}`)].join("\n");
}

/** What came of a checkout, in one line: `201  order 2, €59.80`, or why there is none. */
export function checkoutText({ status, order, problem }: CheckedOut): string {
  return order === undefined
    ? `${status}  ${problem?.code}`
    : `${status}  order ${order.number}, ${formatMoney(order.total)}`;
}
