import { type EventPattern, parseEventPattern } from "@spillway/event-pattern";
import type { QueueRecord } from "./queue-event.ts";

/**
 * Tells which messages of a queue a mapping hands on: those that match one of its patterns, or all where there
 * is none. A body that is a JSON object is matched field by field, any other one as text; so a pattern of the
 * other kind lets it go.
 *
 * @param patterns of the mapping's filter criteria
 * @throws SpillwayError EVENT_PATTERN_INVALID
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html
 */
export function queueFilter(patterns: readonly string[]): (record: QueueRecord) => boolean {
  if (patterns.length === 0) return () => true;
  const read: readonly EventPattern[] = patterns.map(parseEventPattern);
  return (record) => {
    const event = { ...record, body: jsonOf(record.body) };
    return read.some((pattern) => pattern.matches(event));
  };
}

/** What a text says as JSON, if that is more than a single value; else the text. */
function jsonOf(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
