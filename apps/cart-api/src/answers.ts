import type { Cart, CartLine, LineChanged, Money, Order } from "@spillway/cart";
import * as z from "zod";

const quantity = z.int().meta({ description: "1 or more" });
const productId = z.string();

/** An amount of money. */
export const moneySchema = z
  .object({
    amount: z.int().meta({ description: "In the currency's minor unit, such as cents" }),
    currency: z.string().meta({ description: "ISO 4217", examples: ["EUR"] }),
  })
  .meta({ id: "Money" });
const expiresAt = z.iso
  .datetime()
  .meta({ description: "When the line goes, unless it is changed before" });
const price = moneySchema.meta({
  description: "Of one, as it was when the line began, or as a later change of it said",
});

/** A line that was changed. */
export const lineChangedSchema = z
  .object({ productId, price, expiresAt })
  .meta({ id: "LineChanged" });

const cartLineSchema = z
  .object({ productId, quantity, price, addedAt: z.iso.datetime(), expiresAt })
  .meta({ id: "CartLine" });

/** A cart. */
export const cartSchema = z
  .object({
    lines: z.array(cartLineSchema).meta({ description: "Sorted by product" }),
    total: moneySchema,
  })
  .meta({ id: "Cart" });

const orderLineSchema = z
  .object({
    ...{ productId, quantity },
    price: moneySchema.meta({ description: "Of one, as it was at checkout" }),
  })
  .meta({ id: "OrderLine" });

/** An order. */
export const orderSchema = z
  .object({
    number: z.int().meta({ description: "1 for the caller's first order, one more for each" }),
    id: z.string().meta({ description: "Unique among the orders of all" }),
    placedAt: z.iso.datetime(),
    lines: z.array(orderLineSchema),
    total: moneySchema,
  })
  .meta({ id: "Order" });

/** A page of orders. */
export const orderListSchema = z
  .object({
    orders: z.array(orderSchema).meta({ description: "Newest first" }),
    next: z
      .string()
      .optional()
      .meta({ description: "`after` of the next page, where there is one" }),
  })
  .meta({ id: "OrderList" });

/** A line that was changed, as it is answered. */
export function lineChangedAnswer({
  productId,
  price,
  expiresAt,
}: LineChanged): z.output<typeof lineChangedSchema> {
  return { productId, price: moneyAnswer(price), expiresAt: timeText(expiresAt) };
}

/** A cart as it is answered. */
export function cartAnswer({ lines, total }: Cart): z.output<typeof cartSchema> {
  return { lines: lines.map(cartLineAnswer), total: moneyAnswer(total) };
}

/** An order as it is answered. */
export function orderAnswer(order: Order): z.output<typeof orderSchema> {
  const { number, id, placedAt, lines, total } = order;
  return {
    ...{ number, id, placedAt: timeText(placedAt) },
    lines: lines.map(({ productId, quantity, price }) => ({
      ...{ productId, quantity, price: moneyAnswer(price) },
    })),
    total: moneyAnswer(total),
  };
}

function cartLineAnswer({ productId, quantity, price, addedAt, expiresAt }: CartLine) {
  return {
    ...{ productId, quantity, price: moneyAnswer(price) },
    ...{ addedAt: timeText(addedAt), expiresAt: timeText(expiresAt) },
  };
}

function moneyAnswer({ amount, currency }: Money) {
  return { amount, currency };
}

function timeText(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
