/** What `load` knows by its name to be a CSV. */
const CSV_NAME = /\.(csv|tsv|tab)(\.(gz|zst))?$/i;

/**
 * The command that loads a CSV again, as well as a CSV can.
 *
 * @example
 * loadLine({ file: "users.csv", table: "Users", delimiter: ",", types: "age:number,*:string" });
 * // → "spillway load users.csv --table Users --types 'age:number,*:string'"
 */
export function loadLine(csv: {
  readonly file: string;
  readonly table: string;
  readonly delimiter: string;
  readonly types: string;
  /** Whether a text has the character NUL, for which it would be taken for binary data. */
  readonly hasNul?: boolean;
}): string {
  const { file, table, delimiter, types, hasNul = false } = csv;
  const isKnown = CSV_NAME.test(file) && !hasNul;
  const between = delimiter === "\t" ? "tab" : delimiter;
  return [
    ...["spillway", "load", file, "--table", table],
    ...(isKnown ? [] : ["--format", "csv"]),
    ...(delimiter === "," ? [] : ["--delimiter", between]),
    ...["--types", types],
  ]
    .map(shellWord)
    .join(" ");
}

/** One word of a POSIX shell, in quotes where it needs them. */
function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
