import { type CsvOptions, csvRecords, type SourceRecord } from "../../src/index.ts";

/** An input of these chunks. */
export async function* chunks<T extends string | Uint8Array>(parts: readonly T[]) {
  yield* parts;
}

/** All records of a CSV. */
export async function readCsv(
  text: string | readonly (string | Uint8Array)[],
  options?: CsvOptions,
): Promise<SourceRecord[]> {
  const records: SourceRecord[] = [];
  const input = chunks(typeof text === "string" ? [text] : text);
  for await (const record of csvRecords(input, options)) records.push(record);
  return records;
}

/** Cuts bytes at any places, inside characters too. */
export function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length];
  const sorted = ends.sort((a, b) => a - b);
  return sorted.map((end, at) => bytes.subarray(sorted[at - 1] ?? 0, end));
}
