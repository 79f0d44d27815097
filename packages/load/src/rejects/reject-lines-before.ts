import { jsonLinesRecords } from "@spillway/records";
import { exactJsonText } from "./exact-json-text.ts";
import { isRejectLine } from "./reject-line.ts";

/**
 * The lines of a reject store that are of records before an index, digit for digit. A last line that
 * was cut off, where a process was killed while it wrote, is left out.
 *
 * @param bytes what the store holds
 */
export async function* rejectLinesBefore(
  bytes: AsyncIterable<Uint8Array>,
  index: number,
): AsyncGenerator<string, void, undefined> {
  for await (const source of jsonLinesRecords(bytes)) {
    if (!source.ok || !isRejectLine(source.record)) continue;
    if (source.record.position.index < index) yield exactJsonText(source.record);
  }
}
