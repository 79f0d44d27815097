import * as z from "zod";
import { cartError } from "../cart-error.ts";

/**
 * An item of the tables, checked.
 *
 * @throws SpillwayError ITEM_UNREADABLE where it is none of ours
 */
export function readItem<Schema extends z.ZodType>(
  schema: Schema,
  item: Readonly<Record<string, unknown>>,
): z.output<Schema> {
  const { data, error } = schema.safeParse(item);
  if (error === undefined) return data;
  const key = Object.entries(item).filter(([name]) => KEYS.includes(name));
  throw cartError(
    "ITEM_UNREADABLE",
    `expected an item that this package wrote; came ${JSON.stringify(Object.fromEntries(key))}: ${z.prettifyError(error)}`,
    { hint: "Only this package, and loads in its format, may write to these tables." },
  );
}

const KEYS = ["user_id", "product_id", "part"];
