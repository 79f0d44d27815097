import { escapeHtml } from "./escape-html.ts";

/** One entry of a list: what it is about, and what is said of it. */
export interface ListEntry {
  readonly label: string;
  readonly text: string;
  /** The label's colour; default: that of notes. */
  readonly tone?: string;
}

/**
 * A list of what is said of what, as HTML.
 *
 * @param id of the letters a to z, digits and `-`, and no other's on the page
 */
export function listSection(id: string, title: string, entries: readonly ListEntry[]): string {
  const items = entries.map(({ label, text, tone }) => {
    const style = tone === undefined ? "" : ` class="${escapeHtml(tone)}"`;
    return `<dt${style}>${escapeHtml(label)}</dt><dd>${escapeHtml(text)}</dd>`;
  });
  return `<section class="sheet below" aria-labelledby="${id}"><h2 id="${id}">${escapeHtml(title)}</h2><dl>${items.join("\n")}</dl></section>`;
}
