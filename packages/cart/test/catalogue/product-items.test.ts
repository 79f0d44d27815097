import { expect, it } from "vitest";
import { productItems } from "../../src/index.ts";
import { euros } from "../cart-rules.ts";

const kettle = { productId: "kettle", name: "Kettle", price: euros(2_999), stockShards: 3 };

it("makes each stock counter of a product a partition key of its own, and the product the last item", () => {
  expect(productItems(kettle, 10)).toEqual([
    { product_id: "kettle#000", part: "STOCK", left: 4 },
    { product_id: "kettle#001", part: "STOCK", left: 3 },
    { product_id: "kettle#002", part: "STOCK", left: 3 },
    {
      ...{ product_id: "kettle", part: "PRODUCT", name: "Kettle" },
      ...{ price: 2_999, currency: "EUR", stock_shards: 3 },
    },
  ]);
});

it("makes no counter where no stock is given", () => {
  expect(productItems(kettle)).toHaveLength(1);
});
