import { keyTemplate, type PlainRecord } from "@spillway/item";
import { jsonLinesRecords, type Position } from "@spillway/records";
import type { SourceEntry } from "@spillway/table-writer";
import { rejectLine } from "../../src/rejects/reject-line.ts";
import { rejectedRecord } from "../../src/rejects/rejected-record.ts";
import type { RecordShape } from "../../src/shape/shape-record.ts";
import { writtenBy } from "../written-by.ts";

export const KEYS = {
  partitionKey: { name: "pk", type: "S" },
  sortKey: { name: "sk", type: "N" },
} as const;
export const PLAIN: RecordShape = { keys: KEYS, deletes: false };
export const DELETES: RecordShape = { keys: KEYS, deletes: true };
export const TEMPLATES: RecordShape = {
  keys: KEYS,
  partitionKey: keyTemplate("USER#{id}"),
  shards: 4,
  deletes: false,
};
export const AT: Position = { line: 4, index: 2 };

/** The one line that is written of what the table does not take. */
export async function lineOf(entry: SourceEntry, takes = false): Promise<string> {
  const { outcomes } = await writtenBy([entry], KEYS, () => takes);
  const [outcome] = outcomes;
  if (outcome === undefined) throw new Error("it was written");
  return rejectLine(outcome);
}

/** What comes of a line when its file is loaded. */
export async function loaded(line: string, shape: RecordShape = PLAIN): Promise<SourceEntry> {
  for await (const source of jsonLinesRecords(linesOf(line))) return rejectedRecord(source, shape);
  throw new Error("no line");
}

async function* linesOf(text: string) {
  yield text;
}

/** What is written when the file of a line is loaded. */
export const written = async (line: string, shape?: RecordShape): ReturnType<typeof writtenBy> =>
  writtenBy([await loaded(line, shape)], KEYS);
export const mended = (line: string, changes: object): string =>
  JSON.stringify({ ...JSON.parse(line), ...changes });
export const put = (record: PlainRecord): SourceEntry => ({ ok: true, record, position: AT });
