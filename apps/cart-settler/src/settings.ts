import * as z from "zod";

/** The environment of the function, as Terraform sets it. */
export const settingsSchema = z.object({
  /** Table of carts and orders, whose stream invokes the function. */
  CART_TABLE: z.string(),
  /** Seconds that a line which was sold still remembers requests, as long as cart-api's. */
  REPEAT_SECONDS: z.coerce.number().int().min(60).max(86_400).default(3_600),
});
