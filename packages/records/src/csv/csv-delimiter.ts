import { recordsError } from "../records-error.ts";
import { headRows, type InputHead } from "./csv-head.ts";

/** In the order of preference where two fit equally well. */
const CANDIDATES = [",", ";", "\t", "|"] as const;
const JUDGED_RECORDS = 100;

/**
 * Checks a delimiter that was set.
 *
 * @throws SpillwayError `CSV_DELIMITER_INVALID`
 */
export function checkDelimiter(delimiter: string): void {
  if (delimiter.length === 1 && !'"\r\n'.includes(delimiter)) return;
  const came = JSON.stringify(delimiter);
  throw recordsError("CSV_DELIMITER_INVALID", `expected one character; came ${came}`, {
    hint: 'Set one character other than a quote or a newline, or "auto".',
    details: { delimiter },
  });
}

/**
 * Finds the delimiter of a CSV: the one by which most of the first records have as many fields as the
 * header, where that has more than one; then the one that gives more fields. A comma where none fits.
 */
export function foundDelimiter(head: InputHead): string {
  let best = { delimiter: ",", fitting: 0, width: 1 };
  for (const delimiter of CANDIDATES) {
    const [header, ...records] = headRows(head, delimiter, JUDGED_RECORDS);
    if (!header?.ok || header.fields.length < 2) continue;
    const width = header.fields.length;
    const fitting = records.filter((row) => row.ok && row.fields.length === width).length;
    const isBetter = fitting === best.fitting ? width > best.width : fitting > best.fitting;
    if (isBetter) best = { delimiter, fitting, width };
  }
  return best.delimiter;
}
