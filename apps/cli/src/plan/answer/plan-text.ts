import { hotKeyText, type Plan } from "@spillway/planner";
import Table from "cli-table3";
import { PLAIN_TABLE } from "../../command-line/plain-table.ts";
import type { Terminal } from "../../command-line/terminal.ts";
import { wrapped } from "../../command-line/wrapped.ts";
import { byWeight, sensitivityWords } from "./sensitivity-words.ts";
import { figureKinds } from "./strategy-figures.ts";
import { throttleWords } from "./throttle-words.ts";

/** Assumptions that are told in the terminal; all of them are in the page and the JSON. */
const TOLD = 3;

/**
 * A plan for a person to read: the advice, the strategies side by side, what would change each, hot keys, and
 * the assumptions that move the answer most.
 */
export function planText(plan: Plan, colours: Terminal["colours"]): string {
  const { dim, bold } = colours;
  const { workload, table, prices } = plan;
  const place = `${workload.name} into the table ${table.name} (${table.source}), list prices of ${prices.region}, ${prices.asOf}`;
  return [
    "",
    ...plan.advice.sentences.map((sentence) => wrapped(sentence)),
    "",
    strategyTable(plan, colours),
    "",
    dim(wrapped(place)),
    ...workload.sources.map((source) => dim(wrapped(source))),
    "",
    bold("What would change it"),
    ...plan.strategies.map(({ name, lever }) => wrapped(`${name}: ${lever}`)),
    ...hotKeyLines(plan, colours),
    ...assumptionLines(plan, colours),
  ].join("\n");
}

function strategyTable(plan: Plan, { bold, green, red, dim }: Terminal["colours"]): string {
  const kinds = figureKinds(plan);
  const rows = new Table({
    chars: PLAIN_TABLE,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    colAligns: ["left", ...kinds.map(() => "right" as const), "left"],
    head: ["", ...kinds.map(({ label }) => bold(label)), ""],
  });
  for (const strategy of plan.strategies) {
    const isAdvised = strategy.key === plan.advice.strategy;
    const figures = kinds.map(({ of }) => {
      const { text, alert } = of(strategy);
      return alert ? red(text) : text;
    });
    const name = isAdvised ? green(bold(`→ ${strategy.name}`)) : `  ${strategy.name}`;
    const why = throttleWords(strategy);
    rows.push([name, ...figures, why === "" ? "" : dim(why)]);
  }
  return rows
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

function hotKeyLines({ hotKeys }: Plan, { bold }: Terminal["colours"]): readonly string[] {
  if (hotKeys.length === 0) return [];
  const lines = hotKeys.map((hotKey) => {
    const of = hotKey.index === undefined ? "" : ` of ${hotKey.index}`;
    return wrapped(`${hotKey.key}${of} ${hotKeyText(hotKey)}`);
  });
  return ["", bold("Hot keys"), ...lines];
}

function assumptionLines(plan: Plan, { bold, dim }: Terminal["colours"]): readonly string[] {
  const best = plan.strategies.find(({ key }) => key === plan.advice.strategy);
  const weighed = best === undefined ? [] : byWeight(plan, best).slice(0, TOLD);
  const lines = weighed.flatMap(({ text, sensitivity }) =>
    best === undefined || sensitivity === undefined
      ? []
      : [wrapped(`${text}: ${sensitivityWords(sensitivity, best)}`)],
  );
  const all = `${plan.assumptions.length} assumptions, each with its source, are in --html and --json.`;
  return ["", bold("If an assumption is wrong by a fifth"), ...lines, dim(all)];
}
