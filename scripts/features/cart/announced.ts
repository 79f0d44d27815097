import { listen, type Notice } from "../capture/notices.ts";
import type { Cloud } from "./cloud.ts";
import type { Shopper } from "./shoppers/shopper.ts";

/** What was announced of orders and carts. */
export interface Announced {
  readonly orders: number;
  /** Lines that ran out with units in them. */
  readonly abandoned: readonly { readonly userId: string; readonly units: number }[];
}

interface Body {
  readonly keys: { readonly user_id: string };
  /** `quantity` counts all units that came, those too that were sold. */
  readonly old?: { readonly quantity?: number; readonly settled?: number };
}

const unsoldOf = ({ quantity = 0, settled = 0 }: Body["old"] = {}) => quantity - settled;
const bodyOf = ({ body }: Notice) => JSON.parse(body) as Body;

/** Listens to what feature capture announces of the cart table. */
export async function listenToCarts({ cart, sns, sqs }: Cloud, run: string) {
  const topicArn = cart.changes.notice_topic_arn;
  const notices = await listen({ sns, sqs, topicArn }, `spillway-demo-carts-${run}`);
  return {
    /** What was announced of some shoppers, once there are so many notices. */
    async hear(shoppers: readonly Shopper[], count: number): Promise<Announced> {
      const users = new Set(shoppers.map(({ userId }) => userId));
      const heard = await notices.hear(count, (notice) => users.has(bodyOf(notice).keys.user_id));
      return {
        orders: heard.filter(({ rule }) => rule === "order-placed").length,
        abandoned: heard
          .filter(({ rule }) => rule === "cart-abandoned")
          .map(bodyOf)
          .map(({ keys, old }) => ({ userId: keys.user_id, units: unsoldOf(old) })),
      };
    },
    stop: () => notices.stop(),
  };
}
