import { describe, expect, it } from "vitest";
import { type JsonLayout, jsonValueRecordBlocks, type SourceRecord } from "../../src/index.ts";
import { chunks, cut } from "../csv/csv-sources.ts";

async function read(
  text: string,
  layout: JsonLayout = "values",
  maxRecordBytes = 10_000,
): Promise<SourceRecord[]> {
  const input = chunks(cut(Buffer.from(text), [7, 91, 400, 1_200]));
  const found: SourceRecord[] = [];
  for await (const block of jsonValueRecordBlocks(input, { layout, maxRecordBytes }))
    found.push(...block);
  return found;
}

const keysOf = (found: readonly SourceRecord[]) =>
  found.map((one) => (one.ok ? one.record.pk : one.reason.code));

const pretty = (record: unknown, indent = 2) => JSON.stringify(record, null, indent);
const inside = (text: string, blanks: number) => text.replaceAll(/^/gm, " ".repeat(blanks));

/** As its name says; each record is given as pretty-printed text, and may be damaged. */
const LAYOUTS: readonly [string, (records: readonly string[]) => string, JsonLayout][] = [
  ["an indented array", (all) => `[\n${inside(all.join(",\n"), 2)}\n]\n`, "values"],
  ["one after the other, indented", (all) => `${all.join("\n")}\n`, "values"],
  ["an array as Jackson prints it", (all) => `[ ${all.join(", ")} ]`, "values"],
  ["lines with commas", (all) => `[\n${all.map(flat).join(",\n")}\n]\n`, "values"],
  ["lines that begin with commas", (all) => `[ ${all.map(flat).join("\n, ")}\n]\n`, "values"],
  [
    "lines with commas, without brackets",
    (all) => all.map((one) => `${flat(one)},\r\n`).join(""),
    "values",
  ],
  ["an array on one line", (all) => `[${all.map(flat).join(",")}]`, "values"],
  [
    "an answer as the AWS CLI prints it",
    (all) => `{\n    "Items": [\n${inside(all.join(",\n"), 8)}\n    ],\n    "Count": 1\n}\n`,
    "answers",
  ],
  [
    "an answer for each record",
    (all) => all.map((one) => `{"Items":[${flat(one)}],"Count":1}\n`).join(""),
    "answers",
  ],
];

/** On one line, and wrong where it was wrong. */
function flat(text: string): string {
  return text.replaceAll(/\n */g, "");
}

const good = (pk: string) => ({ pk, m: { l: [1, { s: "x" }] }, text: 'a "b" {[' });

describe("a damaged record costs itself alone", () => {
  const damages: readonly [string, (text: string) => string][] = [
    ["a string that is not closed", (text) => text.replace('"x"', '"x')],
    ["a string that is closed twice", (text) => text.replace('"x"', '"x""')],
    ["a bracket that is missing", (text) => text.replace("]", "")],
    ["a brace that is missing", (text) => text.replace(/\}(?=\s*\])/, "")],
    ["its last brace missing", (text) => text.replace(/\}$/, "")],
    ["a bracket too many", (text) => text.replace("]", "]]")],
    ["its end missing", (text) => text.slice(0, text.indexOf("1"))],
    ["a value that JSON has not", (text) => text.replace("1", "NaN")],
    ["single quotes", (text) => text.replace('"x"', "'x'")],
    ["words instead of it", () => "An error occurred (500)"],
    ["a string instead of it", () => '"nothing {"'],
    ["an array instead of it", () => '[{"pk": "no"}]'],
    ["null instead of it", () => "null"],
  ];
  it.each(
    LAYOUTS.flatMap(([layout, write, kind]) =>
      damages.map(([damage, damaged]) => [layout, damage, write, damaged, kind] as const),
    ),
  )("%s: %s", async (layout, damage, write, damaged, kind) => {
    // At the root an array is one of records.
    if (damage.startsWith("an array") && /after|without/.test(layout)) return;
    const texts = ["a", "b", "c", "d", "e"].map((pk) => pretty(good(pk)));
    texts[2] = damaged(texts[2] ?? "");
    const found = await read(write(texts), kind);
    const kept = keysOf(found).filter((key) => /^[a-e]$/.test(String(key)));
    expect(kept).toEqual(["a", "b", "d", "e"]);
    const rest = found.filter((one) => !one.ok);
    expect(rest.length).toBeGreaterThanOrEqual(1);
    expect(rest.every(({ position }) => position.index >= 2)).toBe(true);
  });
});
