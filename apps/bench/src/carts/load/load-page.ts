import {
  type BarChart,
  escapeHtml,
  type FigureTable,
  figureTable,
  formatCount,
  formatMoney,
  formatSeconds,
  htmlPage,
  type LineChart,
  listSection,
  type PageAssets,
} from "@spillway/report-page";
import type { ShopResult, Waits } from "./load-result.ts";
import { stagesSentence } from "./load-text.ts";
import { dollarsInAll } from "./shop-dollars.ts";
import type { Stage } from "./stages.ts";

const TONES: Readonly<Record<ShopResult["name"], string>> = {
  "the cart": "buffered",
  "the seed's way": "direct",
};

/** Waits, checkouts, units and dollars of both shops beside each other. */
export function loadPage(
  stages: readonly Stage[],
  shops: readonly ShopResult[],
  conditions: string,
  assets: PageAssets,
): string {
  return htmlPage(
    {
      title: "Spillway: a cart from a steady day to Black Friday",
      place: ["Spillway", stagesSentence(stages)],
      headline: escapeHtml(shops.map(headlineOf).join(" ")),
      warnings: [],
      figures: figureTable(tableOf(shops)),
      charts: [
        waitsChart("p50", "Half of the answers came within", shops),
        waitsChart("p99", "99 of 100 answers came within", shops),
        dollarsChart(shops),
      ],
      sections: [listSection("conditions", "Conditions", [{ label: "Both", text: conditions }])],
      madeBy: "pnpm bench --cart-load --html",
    },
    assets,
  );
}

function headlineOf({ name, outcomes, orders }: ShopResult): string {
  const checkouts = orders + outcomes.none;
  const start = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return `${start}: ${formatCount(outcomes.right)} of ${formatCount(checkouts)} checkouts gave the one order that was wanted.`;
}

function tableOf(shops: readonly ShopResult[]): FigureTable {
  const row = (
    label: string,
    note: string,
    of: (shop: ShopResult) => number,
    format: (value: number) => string = formatCount,
    isBad = false,
  ) => {
    const most = Math.max(...shops.map(of));
    const cells = shops.map((shop) => ({
      ...{ text: format(of(shop)), unit: "", share: most > 0 ? of(shop) / most : 0 },
      alert: isBad && of(shop) > 0,
    }));
    return { label, note, cells };
  };
  const bad = (label: string, note: string, of: (shop: ShopResult) => number) =>
    row(label, note, of, formatCount, true);
  return {
    caption: "By the same shoppers at the same time",
    columns: shops.map(({ name }) => ({ tone: TONES[name], name })),
    rows: [
      row("Right orders", "one, of what was wanted", ({ outcomes }) => outcomes.right),
      bad("Wrong orders", "of something else", ({ outcomes }) => outcomes.wrong),
      bad("Carts sold twice", "by two clicks", ({ outcomes }) => outcomes["sold twice"]),
      bad("Checkouts without an order", "", ({ outcomes }) => outcomes.none),
      bad("Gave up before", "what they asked was not done", ({ outcomes }) => outcomes["gave up"]),
      bad("Throttles", "of the tables", ({ usage }) => usage.throttles),
      row("Write units", "", ({ usage }) => usage.writeUnits),
      row("Read units", "", ({ usage }) => usage.readUnits),
      row(
        "A thousand orders",
        "DynamoDB, Lambda, API Gateway",
        ({ dollarsPerThousandOrders }) => dollarsInAll(dollarsPerThousandOrders),
        formatMoney,
      ),
    ],
  };
}

function waitsChart(
  rank: keyof Pick<Waits, "p50" | "p99">,
  title: string,
  shops: readonly ShopResult[],
): LineChart {
  const of = ({ stages }: ShopResult) => stages.map(({ waits }) => waits?.[rank]);
  const told = shops.map((shop) => {
    const last = of(shop).at(-1);
    return `${shop.name} ${last === undefined ? "had no answers" : formatSeconds(last / 1_000)}`;
  });
  return {
    ...{ kind: "lines", id: `waits-${rank}`, title, unit: "seconds" },
    reading: `At the most shoppers: ${told.join(", ")}. What a local cloud takes on this machine, not what AWS takes.`,
    ...{ format: "seconds", scale: "linear", over: "shoppers" },
    sizes: shops[0]?.stages.map(({ name }) => name) ?? [],
    series: shops.map((shop) => ({
      ...{ name: shop.name, tone: TONES[shop.name] },
      values: of(shop).map((ms) => (ms === undefined ? null : Math.round(ms) / 1_000)),
    })),
  };
}

function dollarsChart(shops: readonly ShopResult[]): BarChart {
  const part = (name: string, tone: string, of: keyof ShopResult["dollarsPerThousandOrders"]) => ({
    ...{ name, tone },
    values: shops.map(({ dollarsPerThousandOrders: dollars }) => dollars[of]),
  });
  return {
    ...{ kind: "bars", id: "dollars", title: "Dollars of a thousand orders", unit: "dollars" },
    reading:
      "All that shoppers asked for, those who left without an order included. Lambda by the time that functions took on this machine.",
    format: "dollars",
    bars: shops.map(({ name, dollarsPerThousandOrders: dollars }) => ({
      ...{ name, tone: TONES[name], total: formatMoney(dollarsInAll(dollars)) },
    })),
    parts: [
      part("DynamoDB", "used", "dynamodb"),
      part("Lambda", "lambda", "lambda"),
      part("API Gateway", "queue", "api"),
    ],
  };
}
