import type { Prices } from "@spillway/capacity";
import type { DeployedShop } from "./deployed-shop.ts";
import { percentile } from "./percentile.ts";
import { type ShopDollars, shopDollars } from "./shop-dollars.ts";
import type { ShopAction, ShopRecord } from "./shop-record.ts";
import type { ShopUsage } from "./shop-usage.ts";
import type { Stage } from "./stages.ts";
import { VISIT_OUTCOMES, type VisitOutcome } from "./visit-outcome.ts";

/** How long shoppers waited for an answer, in milliseconds, tries again included. */
export interface Waits {
  readonly answers: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** What one shop did. */
export interface ShopResult {
  readonly name: DeployedShop["name"];
  readonly stages: readonly {
    readonly name: string;
    /** Of all actions together; undefined of a stage in which nobody came. */
    readonly waits?: Waits;
    /** By action. */
    readonly actions: Readonly<Partial<Record<ShopAction, Waits>>>;
  }[];
  /** How visits ended, of shoppers who checked out or gave up. */
  readonly outcomes: Readonly<Record<VisitOutcome, number>>;
  /** Answers by their status; 0: none came. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Attempts that were sent again. */
  readonly repeated: number;
  readonly usage: ShopUsage;
  /** Carts that were sold, once or more. */
  readonly orders: number;
  readonly dollarsPerThousandOrders: ShopDollars;
}

/** The figures of one shop. */
export function shopResult(
  name: DeployedShop["name"],
  stages: readonly Stage[],
  { answers, outcomes: ended }: ShopRecord,
  usage: ShopUsage,
  prices: Prices,
): ShopResult {
  const counted = VISIT_OUTCOMES.map((outcome) => {
    return [outcome, ended.filter((one) => one === outcome).length] as const;
  });
  const outcomes = Object.fromEntries(counted) as Record<VisitOutcome, number>;
  const orders = outcomes.right + outcomes.wrong + outcomes["sold twice"];
  return {
    name,
    stages: stages.map((stage, at) => {
      const own = answers.filter((answer) => answer.stage === at);
      const actions = [...new Set(own.map(({ action }) => action))].map((action) => {
        return [action, waitsOf(own.filter((answer) => answer.action === action))] as const;
      });
      const waits = waitsOf(own);
      return { name: stage.name, ...(waits && { waits }), actions: Object.fromEntries(actions) };
    }),
    outcomes,
    statuses: countsOf(answers.map(({ status }) => String(status))),
    repeated: answers.reduce((sum, { repeated }) => sum + repeated, 0),
    ...{ usage, orders, dollarsPerThousandOrders: shopDollars(usage, prices, orders) },
  };
}

function waitsOf(answers: readonly { readonly ms: number }[]): Waits | undefined {
  const waited = answers.map(({ ms }) => ms);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(waited, share));
  if (p50 === undefined || p95 === undefined || p99 === undefined) return undefined;
  return { answers: waited.length, p50, p95, p99 };
}

function countsOf(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
