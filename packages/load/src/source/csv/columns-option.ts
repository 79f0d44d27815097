const PLAIN = /^[\w.:@%+=/,-]*$/;

/**
 * The option that names a CSV's columns, as a person types it into a shell: one line of CSV, in quotes
 * where it needs them.
 *
 * @example
 * columnsOption(["", "name", "city, country"]); // --columns ',name,"city, country"'
 */
export function columnsOption(names: readonly string[]): string {
  const list = names.map(csvField).join(",");
  return `--columns ${PLAIN.test(list) && list !== "" ? list : `'${list.replaceAll("'", "'\\''")}'`}`;
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
