import type { AttributeMap } from "@spillway/item";
import { jsonLinesRecords } from "@spillway/records";
import { exportError } from "../errors.ts";
import type { ItemText } from "../formats/item-text.ts";
import type { ExportOutput } from "./export-places.ts";

export interface WriteRowsOptions {
  /** The items that were read, as DynamoDB JSON. */
  readonly spool: AsyncIterable<Uint8Array>;
  /** How many there are. */
  readonly items: number;
  readonly text: ItemText;
  readonly output: ExportOutput;
  readonly signal: AbortSignal;
  readonly onRows: (rows: number) => void;
}

/** Characters of rows that are handed on at once. */
const CHUNK = 65_536;

/**
 * Writes the rows of a CSV from items that were read before.
 *
 * @returns whether it came to its end
 * @throws SpillwayError `OUTPUT_CHANGED` where they are not those that were read
 */
export async function writeRows(options: WriteRowsOptions): Promise<boolean> {
  const { text, output, signal, onRows } = options;
  let rows = 0;
  let chunk = text.head;
  for await (const source of jsonLinesRecords(options.spool)) {
    const item = source.ok ? source.record.Item : undefined;
    if (!isItem(item)) throw spoolChanged(`line ${rows + 1} is no item`);
    chunk += text.textOf(item);
    rows += 1;
    if (chunk.length < CHUNK) continue;
    await output.write(chunk);
    chunk = "";
    onRows(rows);
    if (signal.aborted) return false;
  }
  if (rows !== options.items) throw spoolChanged(`${rows} are there`);
  await output.write(chunk);
  onRows(rows);
  return true;
}

/** An export wrote it, as DynamoDB gave it. */
function isItem(value: unknown): value is AttributeMap {
  return typeof value === "object" && value !== null;
}

function spoolChanged(what: string) {
  return exportError(
    "OUTPUT_CHANGED",
    `expected the items that were read before, where they wait for their columns; ${what}`,
    { hint: "Something else wrote there. Begin anew: --force" },
  );
}
