import { randomUUID } from "node:crypto";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { type OrderItem, putProduct } from "@spillway/cart";
import { type Cloud, openCloud } from "../../../features/cart/cloud.ts";
import type { CartRequest } from "../../../features/cart/shoppers/api.ts";
import type { Shopper } from "../../../features/cart/shoppers/shopper.ts";
import { signUp } from "../../../features/cart/shoppers/sign-up.ts";
import { type Outputs, outputsFile } from "../../demo-environment.ts";
import type { Exercise } from "./exercises.ts";

type Cart = Outputs["cart"]["value"];

const LEAST = "least-privilege";

/** The function behind the API: a cart, its checkout with stock of more than one counter, and its order. */
export function selling({ api_function_name }: Cart): Exercise {
  const cloud = openCloud(outputsFile);
  let shopper: Promise<Shopper> | undefined;
  return {
    functionName: api_function_name,
    act: async () => {
      shopper ??= signUp(cloud, LEAST, `${LEAST}@example.com`);
      const someone = await shopper;
      // A new one each time: what the function has in memory it does not read.
      const productId = `${LEAST}-${randomUUID().slice(0, 8)}`;
      const price = { amount: 100, currency: cloud.cart.currency };
      await putProduct(cloud.products, { productId, name: LEAST, price, stockShards: 2 }, 2);
      const requests: readonly CartRequest[] = [
        { method: "POST", path: "/cart/lines", body: { productId, quantity: 2 } },
        { method: "GET", path: "/cart" },
        { method: "POST", path: "/checkout" },
        { method: "GET", path: "/orders" },
        { method: "GET", path: "/orders/1" },
        // What another time could not be ordered does not stand against the next checkout.
        { method: "DELETE", path: `/cart/lines/${productId}` },
      ];
      for (const request of requests) await someone.askOnce(request);
    },
  };
}

/** The function that empties sold lines, by an order of its own. */
export function settling({ settler_function_name, settler_failure_queue_url }: Cart): Exercise {
  const cloud = openCloud(outputsFile);
  return {
    functionName: settler_function_name,
    queueUrl: settler_failure_queue_url,
    needsFailing: { KeepFailedChanges: "dynamodb:UpdateItem" },
    unlogged: ["KeepFailedChanges"],
    act: () => putOrder(cloud),
  };
}

/** The function that announces orders and abandoned carts; without its notices an order is given up. */
export function announcing({ changes }: Cart): Exercise {
  const cloud = openCloud(outputsFile);
  return {
    functionName: changes.function_name,
    queueUrl: changes.dead_letter_queue_url,
    needsFailing: { KeepFailedChanges: "sns:Publish", ListFailedChanges: "sns:Publish" },
    unlogged: ["KeepFailedChanges", "ListFailedChanges"],
    act: () => putOrder(cloud),
  };
}

/** An order of nobody's, past the API, whose role may lack something meanwhile. */
function putOrder({ cart, products: { client } }: Cloud): Promise<unknown> {
  const line = { product_id: LEAST, quantity: 1, price: 100, epoch: "1", until: 1 };
  const order: OrderItem = {
    ...{ user_id: `${LEAST} ${randomUUID()}`, product_id: "!ORDER#0000000001" },
    ...{ number: 1, order_id: randomUUID(), placed_at: Math.floor(Date.now() / 1_000) },
    ...{ currency: cart.currency, total: 100, lines: [line] },
  };
  return client.send(new PutCommand({ TableName: cart.cart_table_name, Item: order }));
}
