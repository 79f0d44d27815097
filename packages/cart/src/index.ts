export type { Cart, CartLine, Money, Order, OrderLine, Product } from "./cart.ts";
export { type CartErrorCode, cartError, type LineProblem } from "./cart-error.ts";
export type {
  CartPlaces,
  CartRules,
  Carts,
  LineChange,
  LineChanged,
  OrderPage,
  RequestKey,
} from "./carts.ts";
