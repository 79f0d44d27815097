import { hotKeyText, type LoadGrowth, type Plan, type StrategyPlan } from "@spillway/planner";
import {
  escapeHtml,
  figureTable,
  formatCount,
  formatCounted,
  formatRate,
  formatSeconds,
  htmlPage,
  type ListEntry,
  listSection,
  type PageAssets,
  textTable,
} from "@spillway/report-page";
import { planCharts, shortName } from "./plan-charts.ts";
import { sensitivityWords } from "./sensitivity-words.ts";
import { type FigureKind, figureKinds, notWritten } from "./strategy-figures.ts";
import { throttleWords } from "./throttle-words.ts";

/** A plan as one HTML document that needs no network. */
export function planPage(plan: Plan, growth: LoadGrowth, assets: PageAssets): string {
  const { workload, table, prices, advice } = plan;
  const best = plan.strategies.find(({ key }) => key === advice.strategy);
  return htmlPage(
    {
      title: `Spillway: a plan for ${workload.name}`,
      place: [
        "Spillway",
        `${workload.name} into ${table.name}`,
        `${prices.region}, ${prices.asOf}`,
      ],
      headline: escapeHtml(advice.sentences.join(" ")),
      warnings: warningsOf(best, plan),
      figures: strategiesTable(plan),
      charts: planCharts(plan, growth),
      sections: [
        listSection("levers", "What would change it", plan.strategies.map(leverEntry)),
        ...hotKeySections(plan),
        assumptionTable(plan, best),
        listSection("load", "What was planned", factsOf(plan)),
      ],
      madeBy: "spillway plan",
    },
    assets,
  );
}

function warningsOf(best: StrategyPlan | undefined, { workload }: Plan): readonly string[] {
  if (best?.backlogFault !== undefined) {
    return [`Even the recommended way does not write all: ${throttleWords(best)}.`];
  }
  if (best === undefined || notWritten(best) < 0.5) return [];
  return [
    `Even the recommended way leaves ${formatCount(notWritten(best))} of ${formatCount(workload.writes)} writes undone.`,
  ];
}

function strategiesTable(plan: Plan): string {
  const kinds = figureKinds(plan);
  const largest = new Map(
    kinds.map((kind) => [
      kind.label,
      Math.max(...plan.strategies.map((strategy) => kind.of(strategy).value ?? 0)),
    ]),
  );
  const cell = (kind: FigureKind, strategy: StrategyPlan) => {
    const { text, alert, value } = kind.of(strategy);
    const most = largest.get(kind.label) ?? 0;
    const share = value === undefined || most === 0 ? {} : { share: Math.max(0, value) / most };
    return { text, unit: "", alert, ...share };
  };
  return figureTable({
    caption: `${formatCount(plan.workload.writes)} writes, ${plan.strategies.length} ways`,
    phone: "labelled",
    columns: kinds.map(({ label }) => ({ tone: "used", name: label })),
    rows: plan.strategies.map((strategy) => ({
      label: `${shortName(strategy)}${strategy.key === plan.advice.strategy ? " ✓" : ""}`,
      note: noteOf(strategy),
      tone: strategy.key,
      cells: kinds.map((kind) => cell(kind, strategy)),
    })),
  });
}

/** What its short name does not say. */
function noteOf(strategy: StrategyPlan): string {
  const isSaid = strategy.name.toLowerCase() === shortName(strategy).toLowerCase();
  const said = [isSaid ? "" : strategy.name, throttleWords(strategy)];
  return said.filter((text) => text !== "").join("; ");
}

function leverEntry(strategy: StrategyPlan): ListEntry {
  return { label: shortName(strategy), text: strategy.lever, tone: strategy.key };
}

function hotKeySections({ hotKeys }: Plan): readonly string[] {
  if (hotKeys.length === 0) return [];
  const entries = hotKeys.map((hotKey) => ({
    label: hotKey.index === undefined ? hotKey.key : `${hotKey.key} of ${hotKey.index}`,
    text: `It ${hotKeyText(hotKey)}.`,
  }));
  return [listSection("hot-keys", "Hot keys", entries)];
}

function assumptionTable(plan: Plan, best: StrategyPlan | undefined): string {
  return textTable({
    id: "assumptions",
    title: "What was taken for granted",
    columns: ["Assumption", "If it is wrong by a fifth", "Source"],
    rows: plan.assumptions.map(({ text, source, sensitivity }) => [
      text,
      best === undefined || sensitivity === undefined ? "–" : sensitivityWords(sensitivity, best),
      source,
    ]),
  });
}

function factsOf({ workload, table, prices }: Plan): readonly ListEntry[] {
  const { item, writes, reads, seconds, peakWritesPerSecond } = workload;
  const over = seconds === 0 ? "all there from the start" : `over ${formatSeconds(seconds)}`;
  const peak = seconds === 0 ? "" : `, up to ${formatRate(peakWritesPerSecond)} a second`;
  const read = reads === 0 ? "" : `; ${formatCount(reads)} reads`;
  return [
    { label: "Load", text: `${formatCounted(writes, "write")} ${over}${peak}${read}` },
    ...workload.sources.map((text) => ({ label: "From", text })),
    { label: "Item", text: `${formatCount(item.bytes)} bytes` },
    { label: "Table", text: `${table.name}: ${table.source}` },
    { label: "Prices", text: `AWS's list prices of ${prices.region}, ${prices.asOf}` },
  ];
}
