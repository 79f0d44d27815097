import { SQS_BATCH_MAX_BYTES, SQS_BATCH_MAX_MESSAGES } from "@spillway/capacity";
import type { DeadLetter } from "./dead-letter.ts";

export interface PartLimits {
  /** Messages in one part, at most 10. */
  readonly most: number;
  /** A part holds one message of a group: when SQS refuses one of a batch, none behind it has passed. */
  readonly onePerGroup: boolean;
}

/**
 * Messages in parts that one request each sends, in their order: at most 10 and 256 KiB together. One that
 * is larger goes alone; SQS takes up to 1 MiB where the queue allows it.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 */
export function sendParts(
  messages: readonly DeadLetter[],
  { most, onePerGroup }: PartLimits,
): readonly (readonly DeadLetter[])[] {
  const parts: DeadLetter[][] = [];
  let groups = new Set<string>();
  let bytes = 0;
  for (const message of messages) {
    const size = bytesOf(message);
    const group = groupOf(message);
    const last = parts.at(-1);
    const fits =
      last !== undefined &&
      last.length < Math.min(most, SQS_BATCH_MAX_MESSAGES) &&
      bytes + size <= SQS_BATCH_MAX_BYTES &&
      !(onePerGroup && groups.has(group));
    if (fits) last.push(message);
    else {
      parts.push([message]);
      groups = new Set();
      bytes = 0;
    }
    groups.add(group);
    bytes += size;
  }
  return parts;
}

/** The message's group; empty where it has none. */
export function groupOf({ system }: DeadLetter): string {
  return system.MessageGroupId ?? "";
}

/** As SQS counts it: body, and names, types and values of the attributes. */
function bytesOf({ body, attributes }: DeadLetter): number {
  let bytes = Buffer.byteLength(body);
  for (const [name, { dataType, text = "", bytes: binary }] of Object.entries(attributes)) {
    bytes += Buffer.byteLength(name) + dataType.length + Buffer.byteLength(text);
    bytes += binary?.byteLength ?? 0;
  }
  return bytes;
}
