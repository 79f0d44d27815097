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
export { checkout } from "./checkout/checkout.ts";
export { type OrderItem, orderItemSchema } from "./items/order-item.ts";
export { findOrder } from "./orders/find-order.ts";
export { listOrders } from "./orders/list-orders.ts";
export { settleOrder } from "./settle/settle-order.ts";
