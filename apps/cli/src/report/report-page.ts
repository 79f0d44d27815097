import {
  escapeHtml,
  formatCount,
  htmlPage,
  type ListEntry,
  listSection,
  type PageAssets,
} from "@spillway/report-page";
import { STRATEGIES } from "../strategies/strategy.ts";
import { strategyTable } from "./figure-table.ts";
import type { ReportModel } from "./report-model.ts";
import { STRATEGY_WORDS } from "./strategy-words.ts";

/** The whole report as one HTML document that needs no network. */
export function reportPage(model: ReportModel, assets: PageAssets): string {
  const { environment, region, startedAt, warnings, charts } = model;
  const page = {
    title: `Spillway: ${environment}, ${startedAt}`,
    place: ["Spillway", `${environment}, ${region}`, startedAt],
    headline: markStrategies(escapeHtml(model.sentence)),
    ...{ warnings, charts },
    figures: strategyTable(model.rows),
    sections: [
      ...failureSections(model),
      listSection("ways", "How each way writes", model.ways.map(wayEntry)),
      listSection("conditions", "Conditions", model.conditions),
    ],
    madeBy: "spillway report",
  };
  return htmlPage(page, assets);
}

// The sentence names every way; each in the colour that it has in every chart.
function markStrategies(sentence: string): string {
  return STRATEGIES.reduce((text, strategy) => {
    const { opening } = STRATEGY_WORDS[strategy];
    return text.replace(opening, `<em class="${strategy}">${opening}</em>`);
  }, sentence);
}

function wayEntry({ strategy, text }: ReportModel["ways"][number]): ListEntry {
  return { label: STRATEGY_WORDS[strategy].name, text, tone: strategy };
}

function failureSections({ failures }: ReportModel): readonly string[] {
  if (failures.length === 0) return [];
  const entries = failures.map(({ strategy, reason, records }) => ({
    label: `${STRATEGY_WORDS[strategy].name}, ${formatCount(records)}`,
    text: reason,
  }));
  return [listSection("failures", "Why records failed", entries)];
}
