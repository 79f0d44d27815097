import type { Random } from "@spillway/pacing";

/** What a shopper does next. */
export type ShopperStep = {
  /** How long the shopper thinks before, in milliseconds. */
  readonly thinkMs: number;
} & (
  | { readonly action: "add" | "set"; readonly productId: string; readonly quantity: number }
  | { readonly action: "remove"; readonly productId: string }
  | { readonly action: "look" }
  | {
      readonly action: "check out";
      /** Products and quantities that the order has to have. */
      readonly wanted: Wanted;
      /** 2: an impatient one, who clicks again at once. */
      readonly clicks: 1 | 2;
    }
);

/** Quantities by product. */
export type Wanted = ReadonlyMap<string, number>;

const THINK_MS = { least: 100, most: 600 };
const MOST_PICKS = 5;
const MOST_QUANTITY = 3;
/** Shares of shoppers, or of what they pick. */
const OF_THE_HOT_PRODUCT = 0.3;
const PICKED_AGAIN = 0.1;
const LOOKED_AT = 0.4;
const CHANGED_ONE = 0.2;
const REMOVED_ONE = 0.2;
const CHECKED_OUT = 0.7;
const CLICKED_TWICE = 0.1;

/**
 * One shopper's visit: picks products, one of them twice at times, looks at the cart, changes or removes something, and
 * checks out or leaves. Who has the same random numbers does the same.
 *
 * @param products the first one is the one that many want
 */
export function* shopper(random: Random, products: readonly string[]): Generator<ShopperStep> {
  const cart = new Map<string, number>();
  const happens = (share: number) => random() < share;
  const upTo = (most: number) => 1 + Math.floor(random() * most);
  const think = () => THINK_MS.least + random() * (THINK_MS.most - THINK_MS.least);
  const oneOf = (names: readonly string[]) => names[Math.floor(random() * names.length)] ?? "";

  for (let picks = 1 + upTo(MOST_PICKS); picks > 0; picks -= 1) {
    const productId = pick();
    const quantity = upTo(MOST_QUANTITY);
    cart.set(productId, (cart.get(productId) ?? 0) + quantity);
    yield { thinkMs: think(), action: "add", productId, quantity };
    if (happens(LOOKED_AT)) yield { thinkMs: think(), action: "look" };
  }
  if (happens(CHANGED_ONE)) {
    const [productId, quantity] = [oneOf([...cart.keys()]), upTo(MOST_QUANTITY)];
    cart.set(productId, quantity);
    yield { thinkMs: think(), action: "set", productId, quantity };
  }
  if (cart.size > 1 && happens(REMOVED_ONE)) {
    const productId = oneOf([...cart.keys()]);
    cart.delete(productId);
    yield { thinkMs: think(), action: "remove", productId };
  }
  yield { thinkMs: think(), action: "look" };
  if (happens(CHECKED_OUT)) {
    const clicks = happens(CLICKED_TWICE) ? 2 : 1;
    yield { thinkMs: think(), action: "check out", wanted: cart, clicks };
  }

  function pick(): string {
    const others = products.filter((productId) => !cart.has(productId));
    if (others.length === 0 || (cart.size > 0 && happens(PICKED_AGAIN)))
      return oneOf([...cart.keys()]);
    const [hot = ""] = products;
    return !cart.has(hot) && happens(OF_THE_HOT_PRODUCT) ? hot : oneOf(others);
  }
}
