import { formatCount } from "@spillway/report-page";
import type { ExportFormat, Remark, RemarkKind } from "@spillway/table-export";

/** Names that a person is shown of each kind. */
const NAMES_SHOWN = 5;

/** What is told of attributes, in words that go on after their number: "3 attributes are sets …". */
const WORDS: Readonly<Record<RemarkKind, { readonly one: string; readonly many: string }>> = {
  set: { one: "holds sets, which come back as lists", many: "hold sets, which come back as lists" },
  binary: {
    one: "holds binary, which comes back as base64 text",
    many: "hold binary, which comes back as base64 text",
  },
  nested: {
    one: "holds lists, maps or sets, which come back as JSON text",
    many: "hold lists, maps or sets, which come back as JSON text",
  },
  null: {
    one: "is null in places and comes back as nothing",
    many: "are null in places and come back as nothing",
  },
  empty: {
    one: "is an empty text in places and comes back as nothing, or with --empty keep as it was",
    many: "are empty texts in places and come back as nothing, or with --empty keep as they were",
  },
  mixed: {
    one: "has values of several types, which all come back as text",
    many: "have values of several types, which all come back as text",
  },
  "left-out": { one: "has no column and is left out", many: "have no column and are left out" },
  formula: {
    one: "has texts that a spreadsheet may take for formulas: they begin with =, +, - or @",
    many: "have texts that a spreadsheet may take for formulas: they begin with =, +, - or @",
  },
  nul: {
    one: "has texts with the character NUL, for which many readers take a CSV for binary data",
    many: "have texts with the character NUL, for which many readers take a CSV for binary data",
  },
  name: {
    one: "has a name that load refuses in a header",
    many: "have names that load refuses in a header",
  },
  untyped: {
    one: "has a name that --types can't say, and comes back as text",
    many: "have names that --types can't say, and come back as text",
  },
};

/** What DynamoDB JSON would keep. */
const KEPT: ReadonlySet<RemarkKind> = new Set(["set", "binary", "nested", "null", "mixed"]);

/**
 * A line for each remark: `2 attributes hold sets, which come back as lists: colours, tags`. The last of
 * those that another format would keep says so.
 */
export function remarkLines(format: ExportFormat, remarks: readonly Remark[]): string[] {
  const last =
    format === "dynamodb-json" ? undefined : remarks.findLast(({ kind }) => KEPT.has(kind));
  return remarks.map((remark) => {
    const { kind, attributes, more } = remark;
    const { length } = attributes;
    const { one, many } = WORDS[kind];
    const count = `${formatCount(length)}${more ? " or more" : ""}`;
    const words = length === 1 ? `1 attribute ${one}` : `${count} attributes ${many}`;
    const kept = remark === last ? "; DynamoDB JSON keeps them" : "";
    return `${words}: ${namesOf(attributes)}${kept}`;
  });
}

function namesOf(attributes: readonly string[]): string {
  const shown = attributes.slice(0, NAMES_SHOWN).map(readable);
  return attributes.length > NAMES_SHOWN ? `${shown.join(", ")}, …` : shown.join(", ");
}

/** A name that would break the line, or that nobody would see, in quotes. */
function readable(name: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N} _.:#-]*$/u.test(name) && name.trim() === name
    ? name
    : JSON.stringify(name);
}
