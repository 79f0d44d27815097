import { type Clock, fullJitterDelay, type Random } from "@spillway/pacing";
import * as z from "zod";
import type { ShopperStep } from "./shopper.ts";
import type { ToldOrder } from "./visit-outcome.ts";

/** What a shop answered. */
export interface ShopAnswer {
  readonly status: number;
  /** Attempts before the one that counts. */
  readonly repeated: number;
  /** Of a checkout that made one, or had made one before. */
  readonly order?: ToldOrder;
}

/** Where a shop is, and how its client waits. */
export interface ShopClientOptions {
  /** Of its API, without a slash at the end. */
  readonly url: string;
  /** Of what is added, in minor units: the seed's way takes it from the client, ours checks it. */
  readonly price: { readonly amount: number; readonly currency: string };
  readonly clock: Clock;
  readonly random: Random;
}

const ATTEMPTS = 4;
const DELAY = { baseMs: 100, capMs: 2_000 };
const TIMEOUT_MS = 30_000;

const orderSchema = z.object({
  number: z.union([z.int(), z.string()]),
  lines: z.array(z.object({ productId: z.string(), quantity: z.int() })),
});

/** Calls a shop's API as a shopper's device does: what passes by itself is asked again, by the same key. */
export class ShopClient {
  readonly #options: ShopClientOptions;

  constructor(options: ShopClientOptions) {
    this.#options = options;
  }

  /**
   * @param token the shopper's own
   * @param key names the request: the shop is to act on it once
   */
  async call(step: ShopperStep, token: string, key: string): Promise<ShopAnswer> {
    const { clock, random } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const response = await this.#fetched(step, token, key);
      const status = response?.status ?? 0;
      const passes = status === 0 || status === 429 || status >= 500;
      if (!passes || attempt === ATTEMPTS) {
        const text = (await response?.text()) ?? "";
        const isOrder = step.action === "check out" && status >= 200 && status < 300;
        return { status, repeated: attempt - 1, ...(isOrder && { order: orderOf(text) }) };
      }
      await response?.arrayBuffer();
      await clock.sleep(fullJitterDelay({ ...DELAY, attempt, random }));
    }
  }

  /** Undefined where no answer came. */
  async #fetched(step: ShopperStep, token: string, key: string): Promise<Response | undefined> {
    const { method, path, body } = this.#requestOf(step);
    const headers = {
      authorization: `Bearer ${token}`,
      ...(method !== "GET" && { "idempotency-key": key }),
      ...(body !== undefined && { "content-type": "application/json" }),
    };
    try {
      return await fetch(`${this.#options.url}${path}`, {
        ...{ method, headers, signal: AbortSignal.timeout(TIMEOUT_MS) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    } catch {
      return undefined;
    }
  }

  #requestOf(step: ShopperStep): { method: string; path: string; body?: object } {
    const { price } = this.#options;
    switch (step.action) {
      case "add": {
        const { productId, quantity } = step;
        return { method: "POST", path: "/cart/lines", body: { productId, quantity, price } };
      }
      case "set": {
        const { productId, quantity } = step;
        return { method: "PUT", path: `/cart/lines/${productId}`, body: { quantity, price } };
      }
      case "remove":
        return { method: "DELETE", path: `/cart/lines/${step.productId}` };
      case "look":
        return { method: "GET", path: "/cart" };
      case "check out":
        return { method: "POST", path: "/checkout", body: {} };
    }
  }
}

function orderOf(text: string): ToldOrder {
  const { number, lines } = orderSchema.parse(JSON.parse(text));
  const quantities = lines.map(({ productId, quantity }) => [productId, quantity] as const);
  return { id: String(number), lines: new Map(quantities) };
}
