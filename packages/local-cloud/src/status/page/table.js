// @ts-check
// One table of the page: the first rows, a search when there are more, and more on request.

import { element } from "./element.js";
import { counted } from "./words.js";

/**
 * @template Row
 * @typedef {object} Column
 * @property {string} head
 * @property {(row: Row) => string} text
 * @property {boolean} [number] aligned right
 * @property {(row: Row) => "good" | "bad" | undefined} [mood]
 */

/**
 * @template Row
 * @typedef {object} TableDefinition
 * @property {string} id
 * @property {string} title
 * @property {string} about what the order and the columns mean
 * @property {string} none what is said when there are no rows
 * @property {boolean} [hideEmpty]
 * @property {(state: import("../status-document.ts").StatusDocument) => readonly Row[]} rows
 * @property {readonly Column<Row>[]} columns the first one names the row
 */

const FIRST_ROWS = 10;
const MORE_ROWS = 50;

/**
 * Makes a table.
 * @template Row
 * @param {TableDefinition<Row>} definition
 */
export function table({ id, title, about, none, hideEmpty = false, rows: rowsOf, columns }) {
  const count = element("span", { class: "note" });
  const search = element("input", {
    type: "search",
    placeholder: "Search",
    "aria-label": `Search in ${title}`,
  });
  const body = element("tbody", { role: "rowgroup" });
  const more = element("button", { type: "button", class: "more" });
  const empty = element("p", { class: "note" }, none);
  const sheet = element(
    "table",
    { role: "table" },
    element("caption", { class: "note" }, about),
    element(
      "thead",
      { role: "rowgroup" },
      element(
        "tr",
        { role: "row" },
        ...columns.map(({ head, number }) =>
          element("th", { scope: "col", role: "columnheader", ...numeric(number) }, head),
        ),
      ),
    ),
    body,
  );
  const section = element(
    "section",
    { class: "sheet rows", "aria-labelledby": `${id}-heading`, "data-table": id },
    element(
      "div",
      { class: "section-head" },
      element("h2", { id: `${id}-heading` }, title),
      count,
      search,
    ),
    sheet,
    empty,
    more,
  );
  /** @type {readonly Row[]} */
  let rows = [];
  let shown = FIRST_ROWS;
  /** Rows as they were made, by what they say. @type {Map<string, HTMLTableRowElement>} */
  let made = new Map();

  function draw() {
    const words = search.value.toLowerCase().split(/\s+/);
    const texts = rows.map((row) => columns.map(({ text }) => text(row)));
    const found = rows.flatMap((row, index) => {
      const cells = texts[index] ?? [];
      const line = cells.join(" ").toLowerCase();
      return words.every((word) => line.includes(word)) ? [{ row, cells }] : [];
    });
    const before = made;
    made = new Map();
    for (const { row, cells } of found.slice(0, shown)) {
      const key = JSON.stringify(cells);
      made.set(key, before.get(key) ?? rowOf(columns, row, cells));
    }
    const lines = [...made.values()];
    const same =
      lines.length === body.children.length &&
      lines.every((line, index) => body.children[index] === line);
    if (!same) body.replaceChildren(...lines);
    section.hidden = hideEmpty && rows.length === 0;
    sheet.hidden = rows.length === 0;
    empty.hidden = rows.length > 0;
    search.hidden = rows.length <= FIRST_ROWS;
    const left = found.length - shown;
    more.hidden = left <= 0;
    more.textContent = `Show ${Math.min(left, MORE_ROWS)} more of ${found.length}`;
    count.textContent =
      rows.length === 0
        ? ""
        : found.length === rows.length
          ? counted(rows.length, "row")
          : `${found.length} of ${rows.length}`;
  }

  search.addEventListener("input", () => {
    shown = FIRST_ROWS;
    draw();
  });
  more.addEventListener("click", () => {
    shown += MORE_ROWS;
    draw();
  });
  return {
    section,
    /** @param {import("../status-document.ts").StatusDocument} state */
    show(state) {
      rows = rowsOf(state);
      draw();
    },
  };
}

/**
 * @template Row
 * @param {readonly Column<Row>[]} columns
 * @param {Row} row
 * @param {readonly string[]} cells
 */
function rowOf(columns, row, cells) {
  const [name = "", ...rest] = cells;
  return element(
    "tr",
    { role: "row" },
    element("th", { scope: "row", role: "rowheader" }, name),
    ...rest.map((text, index) => {
      const column = columns[index + 1];
      const mood = column?.mood?.(row);
      return element(
        "td",
        {
          role: "cell",
          "data-head": column?.head ?? "",
          ...numeric(column?.number),
          ...(mood === undefined ? {} : { "data-mood": mood }),
        },
        text,
      );
    }),
  );
}

/** @param {boolean | undefined} number @returns {Record<string, string>} */
const numeric = (number) => (number === true ? { class: "number" } : {});
