import type { Tone } from "./chart.ts";
import { escapeHtml } from "./escape-html.ts";

/** One figure of a table. */
export interface FigureCell {
  readonly text: string;
  /** The unit, where the number alone doesn't say it. */
  readonly unit: string;
  /** Share of the largest of its row, from 0 to 1; for a bar. Absent: no bar. */
  readonly share?: number;
  /** Worth a second look: throttled, failed, lost. */
  readonly alert: boolean;
}

/** Figures side by side: a column for each of what is compared. */
export interface FigureTable {
  /** What stands above the rows' names. */
  readonly caption: string;
  /** What a phone shows of many columns: `labelled`, each figure with its column's name. Default: columns. */
  readonly phone?: "columns" | "labelled";
  readonly columns: readonly { readonly tone: Tone; readonly name: string }[];
  readonly rows: readonly {
    readonly label: string;
    readonly note: string;
    /** The name's colour. Default: as all text. */
    readonly tone?: Tone;
    /** One for each column. */
    readonly cells: readonly FigureCell[];
  }[];
}

/**
 * Figures side by side, as an HTML table. On a phone its rows are laid out as grids; the roles keep it a
 * table for a screen reader there.
 */
export function figureTable({ caption, columns, rows, phone }: FigureTable): string {
  const labelled = phone === "labelled";
  const head = columns.map(
    ({ tone, name }) =>
      `<th scope="col" role="columnheader" class="${escapeHtml(tone)}">${escapeHtml(name)}</th>`,
  );
  const body = rows.map(({ label, note, tone, cells }) => {
    const tds = cells.map((cell, index) =>
      cellOf(cell, tone ?? columns[index]?.tone ?? "", labelled ? columns[index]?.name : undefined),
    );
    const named = tone === undefined ? "" : ` class="${escapeHtml(tone)}"`;
    return `<tr role="row"><th scope="row" role="rowheader"${named}>${escapeHtml(label)} <span class="note">${escapeHtml(note)}</span></th>${tds.join("")}</tr>`;
  });
  return `<table class="figures sheet${labelled ? " labelled" : ""}" role="table" style="--columns:${columns.length}">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader"><span class="note">${escapeHtml(caption)}</span></th>${head.join("")}</tr></thead>
<tbody role="rowgroup">${body.join("\n")}</tbody></table>`;
}

function cellOf({ text, unit, share, alert }: FigureCell, tone: Tone, label?: string): string {
  const named = label === undefined ? "" : ` data-label="${escapeHtml(label)}"`;
  const suffix = unit === "" ? "" : ` <small>${escapeHtml(unit)}</small>`;
  const bar =
    share === undefined
      ? ""
      : `<div class="share" aria-hidden="true"><i${share === 0 ? ' class="none"' : ""} style="width:${(share * 100).toFixed(1)}%;background:var(--${escapeHtml(tone)})"></i></div>`;
  return `<td role="cell"${named}${alert ? ' class="alert"' : ""}><span class="value">${escapeHtml(text)}${suffix}</span>${bar}</td>`;
}
