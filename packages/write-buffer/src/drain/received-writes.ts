import { isSpillwayError, type SpillwayError } from "@spillway/errors";
import type { SourceItem } from "@spillway/records";
import type { SourceItemDelete } from "@spillway/table-writer";
import { decodeMessage } from "@spillway/write-buffer";
import type { SQSRecord } from "aws-lambda";

/** A message that asks for a put or a delete, and that as a source for the writer. */
export interface ReceivedWrite {
  readonly messageId: string;
  readonly body: string;
  /** Its position's index is its place among the writes. */
  readonly source: SourceItem | SourceItemDelete;
}

export interface MalformedMessage {
  readonly messageId: string;
  readonly error: SpillwayError;
}

/** Takes the messages of an event apart: writes, and what is none. One bad message is one failure. */
export function receivedWrites(records: readonly SQSRecord[]): {
  readonly writes: readonly ReceivedWrite[];
  readonly malformed: readonly MalformedMessage[];
} {
  const writes: ReceivedWrite[] = [];
  const malformed: MalformedMessage[] = [];
  for (const { messageId, body } of records) {
    try {
      const { op, attributes } = decodeMessage(body);
      const index = writes.length;
      const at = { ok: true, position: { line: index + 1, index } } as const;
      const source = op === "put" ? { ...at, attributes } : { ...at, deleteItem: attributes };
      writes.push({ messageId, body, source });
    } catch (error) {
      if (!isSpillwayError(error)) throw error;
      malformed.push({ messageId, error });
    }
  }
  return { writes, malformed };
}
