import type { FigureCell } from "@spillway/report-page";
import Table from "cli-table3";
import { PLAIN_TABLE } from "../command-line/plain-table.ts";
import type { Terminal } from "../command-line/terminal.ts";
import { wrapped } from "../command-line/wrapped.ts";
import type { Comparison } from "../compare/comparison.ts";
import { strategyEntries } from "../strategies/strategy.ts";
import { STRATEGY_COLOURS } from "../strategies/strategy-colours.ts";
import { conditionsLine } from "./conditions.ts";
import { figureRows } from "./figure-rows.ts";
import { warningsOf } from "./report-model.ts";
import { sentenceOf } from "./sentence.ts";
import { STRATEGY_WORDS } from "./strategy-words.ts";

/** A comparison for a person to read: the sentence, the figures side by side, what to know of them. */
export function figuresText(comparison: Comparison, colours: Terminal["colours"]): string {
  const { bold, dim, red } = colours;
  const strategies = strategyEntries(comparison.strategies);
  const table = new Table({
    chars: PLAIN_TABLE,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    colAligns: ["left", ...strategies.map(() => "right" as const), "left"],
    head: [
      "",
      ...strategies.map(([strategy]) =>
        colours[STRATEGY_COLOURS[strategy]](bold(STRATEGY_WORDS[strategy].name)),
      ),
      "",
    ],
  });
  const text = ({ text, unit, alert }: FigureCell) =>
    `${alert ? red(text) : text}${unit === "" ? "" : dim(` ${unit}`)}`;
  for (const { label, note, cells } of figureRows(comparison)) {
    table.push([label, ...strategyEntries(cells).map(([, cell]) => text(cell)), dim(note)]);
  }
  const failures = strategies.flatMap(([strategy, { outcome }]) =>
    outcome.failures.map(
      ({ code, message, records }) => `${strategy}: ${records} failed with ${code}: ${message}`,
    ),
  );
  return [
    "",
    wrapped(sentenceOf(comparison)),
    "",
    table
      .toString()
      .split("\n")
      .map((line) => `  ${line}`.trimEnd())
      .join("\n"),
    "",
    ...failures.map((line) => dim(wrapped(line))),
    dim(wrapped(conditionsLine(comparison))),
    ...warningsOf(comparison).map((warning) => wrapped(`${red("note:")} ${warning}`)),
  ].join("\n");
}
