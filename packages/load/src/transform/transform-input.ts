import { isSpillwayError } from "@spillway/errors";
import { type PlainRecord, plainRecordFrom } from "@spillway/item";
import type { ExportRecord, Position, SourceRecord } from "@spillway/records";
import { isRejectLine } from "../rejects/reject-line.ts";
import { untransformedRecord } from "../rejects/untransformed-record.ts";
import type { RecordBlock } from "../source/record-block.ts";
import type { TransformedRecord } from "./transformed-record.ts";

/** What is to become of one record of a source: it goes through the transform, or passes it by. */
export type TransformInput =
  | { readonly passes: TransformedRecord }
  | {
      readonly fields: PlainRecord;
      readonly position: Position;
      /** Whether what comes out is to be deleted, whatever the load does with others. */
      readonly deletes: boolean;
    };

/** The records of a block from one on, before another. */
export function transformInputs(
  block: RecordBlock,
  from: number,
  before: number,
): TransformInput[] {
  switch (block.kind) {
    case "records":
      return block.records.slice(from, before).map(ofRecord);
    case "items":
      return block.records.slice(from, before).map(ofItem);
    case "rejects":
      return block.records.slice(from, before).map(ofRejectLine);
  }
}

function ofRecord(record: SourceRecord): TransformInput {
  if (!record.ok) return { passes: { kind: "record", record } };
  return { fields: record.record, position: record.position, deletes: false };
}

function ofItem(record: ExportRecord): TransformInput {
  // A key is no record: what is made of an item's other attributes could not be made of it.
  if (!record.ok || "delete" in record) return { passes: { kind: "item", record } };
  try {
    const fields = plainRecordFrom(record.attributes);
    return { fields, position: record.position, deletes: false };
  } catch (error) {
    // It is rejected where every item is looked at.
    if (!isSpillwayError(error)) throw error;
    return { passes: { kind: "item", record } };
  }
}

/** A line whose record was transformed before must not be transformed again. */
function ofRejectLine(record: SourceRecord): TransformInput {
  const line = record.ok && isRejectLine(record.record) ? record.record : undefined;
  const fields = line && untransformedRecord(line);
  if (line === undefined || fields === undefined) return { passes: { kind: "reject", record } };
  return { fields, position: record.position, deletes: line.op === "delete" };
}
