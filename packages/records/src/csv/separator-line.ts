/** Excel's users write it bare, or type it into a cell, which comes out in quotes. */
const SEPARATOR_LINE = /^\uFEFF?("?)sep=([^"\r\n])\1\r?(?:\n|$)/i;
/** Such a line is shorter, with a byte order mark and all. */
const LOOKED_AT_BYTES = 16;

/**
 * The delimiter that a CSV names for Excel in its first line, which is then no header: `sep=;`
 *
 * @param head the beginning of a CSV, in UTF-8
 * @returns undefined where the first line is another one
 * @example
 * separatorLine(Buffer.from("sep=;\r\nid;name\r\n")); // ";"
 */
export function separatorLine(head: Buffer): string | undefined {
  return SEPARATOR_LINE.exec(head.toString("utf8", 0, LOOKED_AT_BYTES))?.[2];
}
