import { isSpillwayError, type SpillwayError } from "@spillway/errors";
import type { SourceItem } from "@spillway/records";
import { decodeMessage } from "@spillway/write-buffer";
import type { SQSRecord } from "aws-lambda";

/** A message that asks for a put, and the put as a source for the writer. */
export interface ReceivedPut {
  readonly messageId: string;
  readonly body: string;
  /** Its position's index is its place among the puts. */
  readonly source: SourceItem;
}

export interface MalformedMessage {
  readonly messageId: string;
  readonly error: SpillwayError;
}

/** Takes the messages of an event apart: puts, and what is none. One bad message is one failure. */
export function receivedPuts(records: readonly SQSRecord[]): {
  readonly puts: readonly ReceivedPut[];
  readonly malformed: readonly MalformedMessage[];
} {
  const puts: ReceivedPut[] = [];
  const malformed: MalformedMessage[] = [];
  for (const { messageId, body } of records) {
    try {
      const { item } = decodeMessage(body);
      const index = puts.length;
      const source: SourceItem = {
        ok: true,
        attributes: item,
        position: { line: index + 1, index },
      };
      puts.push({ messageId, body, source });
    } catch (error) {
      if (!isSpillwayError(error)) throw error;
      malformed.push({ messageId, error });
    }
  }
  return { puts, malformed };
}
