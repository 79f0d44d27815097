import { randomUUID } from "node:crypto";
import type { Money } from "@spillway/cart";
import type { Authorize } from "@spillway/jobs-client";
import {
  type Answer,
  ask,
  askOnce,
  type CartAnswer,
  type CartRequest,
  type OrderAnswer,
  type Problem,
} from "./api.ts";

/** What came of a checkout: an order, or why there is none. */
export interface CheckedOut {
  /** 201 for a new order, 200 for one that an earlier attempt had made. */
  readonly status: number;
  readonly order?: OrderAnswer;
  readonly problem?: Problem;
  /** Attempts without an answer. */
  readonly lost: number;
}

export interface ShopperOptions {
  readonly name: string;
  readonly userId: string;
  /** Of the API. */
  readonly url: string;
  readonly authorize: Authorize;
}

/** Someone with a cart, at the API. All that changes something may be sent again, and acts once. */
export class Shopper {
  readonly name: string;
  /** Of the cart and orders, as the tables have it. */
  readonly userId: string;
  readonly #url: string;
  readonly #authorize: Authorize;

  constructor({ name, userId, url, authorize }: ShopperOptions) {
    this.name = name;
    this.userId = userId;
    this.#url = url;
    this.#authorize = authorize;
  }

  /** Sends a request a single time, whatever comes of it. */
  async askOnce(request: CartRequest): Promise<Pick<Answer, "status" | "body">> {
    return askOnce(this.#url, this.#authorize, request);
  }

  /** Sends a request until it is answered, whatever the answer. */
  ask(request: CartRequest): Promise<Answer> {
    return ask(this.#url, this.#authorize, request);
  }

  /** Adds units of a product to the cart. */
  async add(productId: string, quantity: number, key = randomUUID()): Promise<void> {
    const body = { productId, quantity };
    await this.#done({ method: "POST", path: "/cart/lines", key, body });
  }

  async remove(productId: string, key = randomUUID()): Promise<void> {
    await this.#done({ method: "DELETE", path: `/cart/lines/${productId}`, key });
  }

  async cart(): Promise<CartAnswer> {
    return (await this.#done({ method: "GET", path: "/cart" })) as CartAnswer;
  }

  /** @param total as the shopper saw it, to agree with prices that have changed */
  async checkout(total?: Money, key = randomUUID()): Promise<CheckedOut> {
    const body = total === undefined ? {} : { total };
    const answer = await this.ask({ method: "POST", path: "/checkout", key, body });
    const { status, lost } = answer;
    return status < 400
      ? { status, lost, order: answer.body as OrderAnswer }
      : { status, lost, problem: answer.body as Problem };
  }

  async orders(): Promise<readonly OrderAnswer[]> {
    const { orders } = (await this.#done({ method: "GET", path: "/orders" })) as {
      readonly orders: readonly OrderAnswer[];
    };
    return orders;
  }

  /** @throws Error where it is refused */
  async #done(request: CartRequest): Promise<unknown> {
    const { status, body } = await this.ask(request);
    if (status < 400) return body;
    const { code, detail } = body as Problem;
    throw new Error(
      `${request.method} ${request.path} was refused with ${status} ${code}: ${detail}`,
    );
  }
}
