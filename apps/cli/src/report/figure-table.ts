import { strategyEntries } from "../strategies/strategy.ts";
import { escapeHtml } from "./escape-html.ts";
import type { FigureCell, FigureRow } from "./figure-rows.ts";
import { STRATEGY_WORDS } from "./strategy-words.ts";

const WAYS = ["no way", "one way", "two ways", "three ways"];

/**
 * The figures of every strategy side by side, as an HTML table. On a phone its rows are laid out as
 * grids; the roles keep it a table for a screen reader there.
 */
export function figureTable(rows: readonly FigureRow[]): string {
  const strategies = strategyEntries(rows[0]?.cells ?? {}).map(([strategy]) => strategy);
  const head = strategies.map(
    (strategy) =>
      `<th scope="col" role="columnheader" class="${strategy}">${STRATEGY_WORDS[strategy].name}</th>`,
  );
  const body = rows.map(({ label, note, cells }) => {
    const tds = strategyEntries(cells).map(([strategy, cell]) => cellOf(cell, strategy));
    return `<tr role="row"><th scope="row" role="rowheader">${escapeHtml(label)} <span class="note">${escapeHtml(note)}</span></th>${tds.join("")}</tr>`;
  });
  return `<table class="figures sheet" role="table" style="--strategies:${strategies.length}">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader"><span class="note">One spike, ${WAYS[strategies.length]}</span></th>${head.join("")}</tr></thead>
<tbody role="rowgroup">${body.join("\n")}</tbody></table>`;
}

function cellOf({ text, unit, share, alert }: FigureCell, tone: string): string {
  const suffix = unit === "" ? "" : ` <small>${escapeHtml(unit)}</small>`;
  const bar =
    share === undefined
      ? ""
      : `<div class="share" aria-hidden="true"><i${share === 0 ? ' class="none"' : ""} style="width:${(share * 100).toFixed(1)}%;background:var(--${tone})"></i></div>`;
  return `<td role="cell"${alert ? ' class="alert"' : ""}><span class="value">${escapeHtml(text)}${suffix}</span>${bar}</td>`;
}
