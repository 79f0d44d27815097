import type { Order } from "@spillway/cart";
import { expect, it } from "vitest";
import { checkRace, type EndedRace } from "../../src/carts/races/check/check-race.ts";
import type { Happening, Repetition, Span } from "../../src/carts/races/history.ts";

const euros = (amount: number) => ({ amount, currency: "EUR" });
const spanAt = (begin: number): Span => ({ begin, end: begin + 1, from: 0, to: 0 });

const ORDER: Order = {
  ...{ number: 1, id: "order 1", placedAt: 0 },
  lines: [{ productId: "cup", quantity: 3, price: euros(1_999) }],
  total: euros(5_997),
};
const ADD: Happening = {
  ...{ userId: "ann", key: "a", span: spanAt(2), outcome: { is: "changed", isRepeated: false } },
  operation: { kind: "add", productId: "cup", quantity: 3 },
};
const CHECKOUT: Happening = {
  ...{ userId: "ann", key: "b", operation: { kind: "checkout" }, span: spanAt(4) },
  outcome: { is: "ordered", sale: ORDER, isRepeated: false },
};
const LOOK: Happening = {
  ...{ userId: "ann", key: "c", operation: { kind: "find" }, span: spanAt(6) },
  outcome: { is: "found", cart: { lines: [], total: euros(0) } },
};
const PRICE = { productId: "cup", amount: 1_999, span: spanAt(0) };

function check({
  happenings = [ADD, CHECKOUT],
  repetitions = [],
  orders = [ORDER],
  prices = [PRICE],
  ...rest
}: Partial<EndedRace["history"]> & {
  readonly orders?: readonly Order[];
  readonly stock?: EndedRace["stock"];
} = {}) {
  const { stock = [{ productId: "cup", putIn: 10, left: [7, 0] }] } = rest;
  const history = { happenings, repetitions, prices };
  return checkRace({
    ...{ history, stock, orders: new Map([["ann", orders]]) },
    ...{ lineSeconds: 1_000, catalogueSeconds: 60 },
  });
}

function selling(sale: Order): Happening[] {
  return [ADD, { ...CHECKOUT, outcome: { is: "ordered", sale, isRepeated: false } }];
}

/** A checkout by a total that the shopper saw. */
function naming(amount: number): Happening {
  return { ...CHECKOUT, operation: { kind: "checkout", total: euros(amount) } };
}

/** Long after the price rose, so that nothing older is in memory. */
const REMOVE_LATER: Happening = {
  ...{ ...ADD, key: "r", operation: { kind: "remove", productId: "cup" } },
  span: { ...spanAt(3.1), end: 3.2, from: 100 },
};
const ADD_LATER: Happening = { ...ADD, key: "s", span: { ...spanAt(3.3), end: 3.4, from: 100 } };

const changeAt = (begin: number, amount: number) => ({
  ...{ productId: "cup", amount, span: { ...spanAt(begin), end: begin + 0.1 } },
});
/** Before the line was filled, and back before the checkout. */
const CHANGED_TWICE = [PRICE, changeAt(1.5, 2_500), changeAt(3.5, 1_999)];

/** The price rises between the add and the checkout, and that is what is paid. */
function atRaisedPrice(): NonNullable<Parameters<typeof check>[0]> & { readonly sale: Order } {
  const lines = [{ productId: "cup", quantity: 3, price: euros(2_500) }];
  const sale = { ...ORDER, lines, total: euros(7_500) };
  const prices = [PRICE, changeAt(3.5, 2_500)];
  return { sale, happenings: selling(sale), orders: [sale], prices };
}

it("finds nothing wrong where nothing is", () => {
  expect(check()).toEqual({
    units: { came: 3, inCart: 0, ordered: 3, removed: 0, expired: 0 },
    violations: [],
  });
});

const again = (outcome: Repetition["outcome"], isForged = false): Repetition[] => [
  { first: CHECKOUT, isForged, outcome },
];
const second: Order = { ...ORDER, number: 2, id: "order 2" };
const wrongTotal = { ...ORDER, total: euros(5_996) };
const floating = { ...ORDER, total: euros(5_997.000000000001) };

it.each<[string, string, Parameters<typeof check>[0]]>([
  ["a unit that nobody can find", "units", { happenings: [ADD, LOOK], orders: [] }],
  ["an order that nobody asked for", "orders", { orders: [ORDER, second] }],
  ["an order that is not kept", "orders", { orders: [] }],
  ["an order that is kept otherwise", "orders", { orders: [{ ...ORDER, placedAt: 9 }] }],
  ["a gap in the numbers", "orders", { orders: [second] }],
  [
    "a total that is not the sum",
    "totals",
    { happenings: selling(wrongTotal), orders: [wrongTotal] },
  ],
  ["a fraction of a cent", "totals", { happenings: selling(floating), orders: [floating] }],
  ["a price that was not yet", "totals", { prices: [{ ...PRICE, span: spanAt(6) }] }],
  [
    "a price that was not any more",
    "totals",
    { prices: [PRICE, { ...PRICE, amount: 5, span: spanAt(2) }] },
  ],
  [
    "a wrong sum in an order that nobody was told of",
    "totals",
    { happenings: [ADD, { ...CHECKOUT, outcome: { is: "unknown" } }], orders: [wrongTotal] },
  ],
  ["another total than the shopper named", "seen", { happenings: [ADD, naming(5_996)] }],
  [
    "another total than the shopper named, in an order that nobody was told of",
    "seen",
    { happenings: [ADD, { ...naming(5_996), outcome: { is: "unknown" } }] },
  ],
  ["a price that the shopper did not see", "seen", atRaisedPrice()],
  [
    "a price that was seen, but before the line was removed",
    "seen",
    { prices: CHANGED_TWICE, happenings: [ADD, REMOVE_LATER, ADD_LATER, CHECKOUT] },
  ],
  [
    "a price that was kept in memory for too long",
    "seen",
    {
      prices: CHANGED_TWICE,
      happenings: [{ ...ADD, span: { ...spanAt(2), from: 100 } }, CHECKOUT],
    },
  ],
  [
    "stock that does not add up",
    "stock",
    { stock: [{ productId: "cup", putIn: 10, left: [6, 0] }] },
  ],
  ["negative stock", "stock", { stock: [{ productId: "cup", putIn: 10, left: [8, -1] }] }],
  [
    "a repeated checkout that is another order",
    "repeats",
    { repetitions: again({ is: "ordered", sale: second, isRepeated: true }) },
  ],
  [
    "a key that was used again",
    "repeats",
    { repetitions: again({ is: "ordered", sale: ORDER, isRepeated: true }, true) },
  ],
])("finds %s", (_, rule, race) => {
  expect(check(race).violations.map((violation) => violation.rule)).toContain(rule);
});

it("asks for no order of a checkout without an answer, and for its units where there is one", () => {
  const silent: Happening = { ...CHECKOUT, outcome: { is: "unknown" } };
  expect(check({ happenings: [ADD, silent] }).violations).toEqual([]);
  expect(check({ happenings: [ADD, silent], orders: [], stock: [] }).violations).toEqual([]);
});

it("takes either price while it changes", () => {
  const changing = { ...PRICE, amount: 2_500, span: { ...spanAt(1), end: 10 } };
  expect(check({ prices: [PRICE, changing] }).violations).toEqual([]);
});

it("takes a price that was kept in memory, for as long as that is allowed", () => {
  expect(check({ prices: CHANGED_TWICE }).violations).toEqual([]);
});

it("takes a price that the shopper did not see where the total was named", () => {
  const { sale, ...race } = atRaisedPrice();
  const happenings = [ADD, { ...naming(7_500), outcome: selling(sale)[1]?.outcome ?? ADD.outcome }];
  expect(check({ ...race, happenings }).violations).toEqual([]);
});
