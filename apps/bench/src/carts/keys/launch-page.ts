import { PARTITION_WRITE_UNITS } from "@spillway/capacity";
import {
  escapeHtml,
  type FigureTable,
  figureTable,
  formatCount,
  formatRate,
  htmlPage,
  listSection,
  type PageAssets,
  type TimeChart,
} from "@spillway/report-page";
import type { KeyChoice } from "./key-choices.ts";
import type { Launch } from "./launch.ts";
import { launchSentence, percent } from "./launch-text.ts";
import type { AddCount, LaunchResult } from "./run-launch.ts";

const TONES: Readonly<Record<KeyChoice["key"], string>> = {
  user: "buffered",
  product: "direct",
};

/** The hot partition as a picture: the same adds in the same seconds, by one key and by the other. */
export function launchPage(
  launch: Launch,
  results: readonly LaunchResult[],
  conditions: string,
  assets: PageAssets,
): string {
  return htmlPage(
    {
      title: "Spillway: the partition key of a cart",
      place: ["Spillway", launchSentence(launch)],
      headline: escapeHtml(results.map(headlineOf).join(" ")),
      warnings: [],
      figures: figureTable(tableOf(results)),
      charts: results.map((result) => chartOf(launch, result)),
      sections: [listSection("conditions", "Conditions", [{ label: "Both", text: conditions }])],
      madeBy: "pnpm bench --cart-keys --html",
    },
    assets,
  );
}

function headlineOf({ name, hot, others }: LaunchResult): string {
  const throttled = hot.throttled + others.throttled;
  const adds = hot.done + others.done + throttled;
  return `Keyed by ${name}, ${percent(throttled / adds)} of the adds are throttled.`;
}

function tableOf(results: readonly LaunchResult[]): FigureTable {
  const [first] = results;
  const throttled = (label: string, of: (result: LaunchResult) => AddCount) => {
    const most = Math.max(...results.map((result) => of(result).throttled));
    return {
      label,
      note: `of ${formatCount(first === undefined ? 0 : addsOf(of(first)))} adds`,
      cells: results.map((result) => ({
        text: formatCount(of(result).throttled),
        unit: "",
        share: most > 0 ? of(result).throttled / most : 0,
        alert: of(result).throttled > 0,
      })),
    };
  };
  const units = results.map(({ unitsPerAdd }) => ({
    text: formatRate(unitsPerAdd),
    unit: unitsPerAdd === 1 ? "write unit" : "write units",
    alert: false,
  }));
  return {
    caption: "Partition key, sort key",
    columns: results.map(({ key, name }) => ({ tone: TONES[key], name })),
    rows: [
      throttled("Throttled, the hot product", ({ hot }) => hot),
      throttled("Throttled, all others", ({ others }) => others),
      { label: "Each add", note: "its index included", cells: units },
    ],
  };
}

function addsOf({ done, throttled }: AddCount): number {
  return done + throttled;
}

function chartOf({ peak }: Launch, { key, name, seconds }: LaunchResult): TimeChart {
  const throttled = seconds.map(({ hot, others }) => hot.throttled + others.throttled);
  const most = Math.max(...throttled);
  const asked = `Up to ${formatCount(peak)} adds a second`;
  const partition = formatCount(PARTITION_WRITE_UNITS);
  const reading =
    most === 0
      ? `${asked}. Each user's lines are a partition of their own: every add is done.`
      : `${asked}. All lines of one product are one partition, which gives ${partition} a second, and once what it had saved: up to ${formatCount(most)} adds a second are throttled.`;
  return {
    kind: "time",
    id: `key-${key}`,
    title: `Keyed by ${name}`,
    reading,
    unit: "adds a second",
    firstSecond: 0,
    stepSeconds: 1,
    series: [
      {
        ...{ name: "Done, of the product that everybody wants", tone: "used", shape: "stacked" },
        values: seconds.map(({ hot }) => hot.done),
      },
      { name: "Throttled", tone: "throttled", shape: "stacked", values: throttled },
      {
        ...{ name: "Done, of all others", tone: "asked", shape: "stacked" },
        values: seconds.map(({ others }) => others.done),
      },
      {
        name: "What one partition gives",
        tone: "limit",
        shape: "limit",
        values: seconds.map(() => PARTITION_WRITE_UNITS),
      },
    ],
  };
}
