export type { Cart, CartLine, Money, Order, OrderLine, Product } from "./cart.ts";
export {
  type CartErrorCode,
  cartError,
  type LineProblem,
  type PriceProblem,
  type StockProblem,
} from "./cart-error.ts";
export type {
  CartPlaces,
  CartRules,
  Carts,
  LineChange,
  LineChanged,
  OrderPage,
  RequestKey,
} from "./carts.ts";
export { addStock } from "./catalogue/add-stock.ts";
export { productItems } from "./catalogue/product-items.ts";
export { putProduct } from "./catalogue/put-product.ts";
export { stockByCounter, stockLeft } from "./catalogue/stock-left.ts";
export { PRODUCT_ID } from "./items/keys.ts";
export { type OrderItem, orderItemSchema } from "./items/order-item.ts";
export { openCarts } from "./open-carts.ts";
export { orderItemIn } from "./settle/order-item-in.ts";
export { settleOrder } from "./settle/settle-order.ts";
