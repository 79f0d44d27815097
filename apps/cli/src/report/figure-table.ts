import { figureTable } from "@spillway/report-page";
import { strategyEntries } from "../strategies/strategy.ts";
import type { FigureRow } from "./figure-rows.ts";
import { STRATEGY_WORDS } from "./strategy-words.ts";

const WAYS = ["no way", "one way", "two ways", "three ways"];

/** The figures of every strategy side by side, as an HTML table. */
export function strategyTable(rows: readonly FigureRow[]): string {
  const strategies = strategyEntries(rows[0]?.cells ?? {}).map(([strategy]) => strategy);
  return figureTable({
    caption: `One spike, ${WAYS[strategies.length]}`,
    columns: strategies.map((tone) => ({ tone, name: STRATEGY_WORDS[tone].name })),
    rows: rows.map(({ label, note, cells }) => ({
      ...{ label, note },
      cells: strategyEntries(cells).map(([, cell]) => cell),
    })),
  });
}
