import { formatCount, formatMoney, formatSeconds } from "@spillway/report-page";
import type { ShopResult, Waits } from "./load-result.ts";
import { dollarsInAll } from "./shop-dollars.ts";
import type { ShopAction } from "./shop-record.ts";
import type { Stage } from "./stages.ts";

const ACTIONS: readonly ShopAction[] = ["add", "set", "remove", "look", "check out"];

/** How many shoppers came how fast, in a sentence. */
export function stagesSentence(stages: readonly Stage[]): string {
  return stages
    .map(({ name, shoppersPerSecond, seconds }) => {
      return `${name} ${Number(shoppersPerSecond.toFixed(2))} shoppers a second for ${seconds} s`;
    })
    .join(", ");
}

/** What both shops did, for a terminal. */
export function loadText(stages: readonly Stage[], shops: readonly ShopResult[]): string {
  return [stagesSentence(stages), ...shops.flatMap((shop) => ["", ...shopLines(shop)])].join("\n");
}

function shopLines(shop: ShopResult): readonly string[] {
  const { name, usage, outcomes, orders } = shop;
  const { dynamodb, lambda, api } = shop.dollarsPerThousandOrders;
  return [
    name,
    ...shop.stages.map((stage) => `  ${stage.name.padEnd(5)} ${waitsText(stage.waits)}`),
    ...ACTIONS.map((action) => {
      return `  ${action.padEnd(9)} in the last stage: ${waitsText(shop.stages.at(-1)?.actions[action])}`;
    }),
    `  visits: ${Object.entries(outcomes)
      .map(([outcome, count]) => `${outcome} ${formatCount(count)}`)
      .join(", ")}`,
    `  answers: ${Object.entries(shop.statuses)
      .map(([status, count]) => `${status} ${formatCount(count)}`)
      .join(", ")}; sent again ${formatCount(shop.repeated)}`,
    `  tables: ${formatCount(usage.writeUnits)} write units, ${formatCount(usage.readUnits)} read units, ${formatCount(usage.throttles)} throttles`,
    orders === 0
      ? "  no cart was sold"
      : `  a thousand orders: ${formatMoney(dollarsInAll(shop.dollarsPerThousandOrders))}, of it DynamoDB ${formatMoney(dynamodb)}, Lambda ${formatMoney(lambda)}, API Gateway ${formatMoney(api)}`,
  ];
}

/** `p50 12 ms, p95 40 ms, p99 80 ms of 200` */
export function waitsText(waits: Waits | undefined): string {
  if (waits === undefined) return "nobody came";
  const [p50, p95, p99] = [waits.p50, waits.p95, waits.p99].map((ms) => formatSeconds(ms / 1_000));
  return `p50 ${p50}, p95 ${p95}, p99 ${p99} of ${formatCount(waits.answers)} answers`;
}
