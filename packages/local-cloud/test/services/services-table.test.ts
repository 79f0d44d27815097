import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FEATURES_TABLE, markdownTable, SERVICES_TABLE } from "./services-table.ts";

const README = new URL("../../README.md", import.meta.url);

/** The README with a table, the one whose head begins with a cell, in its place. */
function withTable(text: string, table: readonly (readonly string[])[]): string {
  const [[first = ""] = []] = table;
  const found = new RegExp(`^\\| ${first} +\\| [^\n]*\n(\\|[^\n]*\n)+`, "m");
  expect(text).toMatch(found);
  return text.replace(found, () => `${markdownTable(table)}\n`);
}

// `UPDATE_README=1 pnpm test` writes it anew.
describe("the README", () => {
  it.each([
    ["services", SERVICES_TABLE],
    ["features", FEATURES_TABLE],
  ] as const)("says of all %s how they stand", (_, table) => {
    const text = readFileSync(README, "utf8");
    const wanted = withTable(text, table);
    if (process.env.UPDATE_README) writeFileSync(README, wanted);
    else expect(text).toBe(wanted);
  });
});
