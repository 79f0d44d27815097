import { isSpillwayError, type Reason, reasonOf } from "@spillway/errors";
import type { AttributeMap } from "@spillway/item";
import type { Position, SourceItem } from "@spillway/records";
import { decodeMessage } from "../message-codec.ts";

/** A message as a consumer receives it. An `SQSRecord` of an event is one. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly body: string;
}

/** The item that a message asks to delete. */
export interface ReceivedDelete {
  readonly ok: true;
  /** The item's key. */
  readonly deleteItem: AttributeMap;
  readonly position: Position;
}

/** A message that asks for a put or a delete, and that as a source for the writer. */
export interface ReceivedWrite extends ReceivedMessage {
  /** Its position names the message; the index is its place among the writes. */
  readonly source: SourceItem | ReceivedDelete;
}

/** A message that asks for neither. */
export interface MalformedMessage {
  readonly messageId: string;
  readonly reason: Reason;
}

/** Takes received messages apart: writes, and what is none. One bad message is one failure. */
export function receivedWrites(messages: readonly ReceivedMessage[]): {
  readonly writes: readonly ReceivedWrite[];
  readonly malformed: readonly MalformedMessage[];
} {
  const writes: ReceivedWrite[] = [];
  const malformed: MalformedMessage[] = [];
  for (const { messageId, body } of messages) {
    try {
      const { op, attributes } = decodeMessage(body);
      const position: Position = { index: writes.length, message: messageId };
      const source =
        op === "put"
          ? ({ ok: true, attributes, position } as const)
          : ({ ok: true, deleteItem: attributes, position } as const);
      writes.push({ messageId, body, source });
    } catch (error) {
      if (!isSpillwayError(error, "MESSAGE_MALFORMED")) throw error;
      malformed.push({ messageId, reason: reasonOf(error) });
    }
  }
  return { writes, malformed };
}
