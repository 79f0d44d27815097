import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Product, productItems } from "@spillway/cart";
import { spillway } from "../capture/cloud.ts";
import type { Cloud } from "./cloud.ts";

/** The product that everybody wants: how many there are, and over how many counters they are spread. */
export const LAMP = { productId: "lamp-of-the-year", stock: 15, stockShards: 3 } as const;
/** The product whose price changes, in minor units. */
export const KETTLE = { productId: "kettle-blue", was: 2_990, is: 3_490 } as const;
/** What else is put into carts. */
export const MUG = "mug-green";

const THINGS = ["Bowl", "Kettle", "Ladle", "Mug", "Pan", "Plate", "Pot", "Tray"];
const COLOURS = ["Black", "Blue", "Brown", "Green", "Grey", "Red", "White", "Yellow"];
const CHEAPEST = 390;

/** What the shop sells: the same each time. */
export function productsOf(currency: string): readonly Product[] {
  const things = THINGS.flatMap((thing, row) =>
    COLOURS.map((colour, column) => ({
      productId: `${thing}-${colour}`.toLowerCase(),
      name: `${thing}, ${colour.toLowerCase()}`,
      price: { amount: CHEAPEST + 200 * row + 25 * column, currency },
    })),
  );
  const { productId, stockShards } = LAMP;
  const lamp = { name: "Lamp of the year", price: { amount: 4_900, currency } };
  return [
    ...things.filter(({ productId: id }) => id !== KETTLE.productId),
    { productId: KETTLE.productId, name: "Kettle, blue", price: { amount: KETTLE.was, currency } },
    { ...lamp, productId, stockShards },
  ];
}

/**
 * Loads the catalogue and the stock, as anybody would load a file.
 *
 * @returns how many items it has
 */
export async function loadCatalogue({ cart, endpoint, region }: Cloud): Promise<number> {
  const lines = productsOf(cart.currency).flatMap((product) =>
    productItems(product, product.productId === LAMP.productId ? LAMP.stock : undefined),
  );
  const folder = await mkdtemp(path.join(tmpdir(), "spillway-catalogue-"));
  try {
    const file = path.join(folder, "catalogue.jsonl");
    await writeFile(file, `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`);
    await spillway(
      ...["load", file, "--table", cart.products_table_name, "--json"],
      ...["--checkpoint", path.join(folder, "checkpoint.json")],
      ...["--rejects", path.join(folder, "rejects.jsonl")],
      ...(endpoint === undefined ? [] : ["--endpoint", endpoint]),
      ...["--region", region],
    );
    return lines.length;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
