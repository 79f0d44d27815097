import { escapeHtml } from "./escape-html.ts";

/** Sentences side by side: what is said of each of several things, in columns. */
export interface TextTable {
  /** Of the letters a to z, digits and `-`, and no other's on the page. */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly string[];
  /** One text for each column; the first is what the row is about. */
  readonly rows: readonly (readonly string[])[];
}

/** A table of sentences, as HTML; pages that are named by their address are linked. */
export function textTable({ id, title, columns, rows }: TextTable): string {
  const head = columns
    .map((name) => `<th scope="col" role="columnheader">${escapeHtml(name)}</th>`)
    .join("");
  const body = rows.map((texts) => {
    const cells = texts.map((text, place) =>
      place === 0
        ? `<th scope="row" role="rowheader">${linked(text)}</th>`
        : `<td role="cell" data-label="${escapeHtml(columns[place] ?? "")}">${linked(text)}</td>`,
    );
    return `<tr role="row">${cells.join("")}</tr>`;
  });
  return `<section class="sheet below" aria-labelledby="${id}"><h2 id="${id}">${escapeHtml(title)}</h2>
<table class="texts" role="table"><thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">${body.join("\n")}</tbody></table></section>`;
}

/** The text escaped, each address in it a link. */
function linked(text: string): string {
  return text
    .split(/(https:\/\/[^\s;,]+[^\s;,.:])/)
    .map((part, place) => {
      const shown = escapeHtml(part);
      return place % 2 === 1 ? `<a href="${shown}" rel="noreferrer">${shown}</a>` : shown;
    })
    .join("");
}
