import { type EventPattern, parseEventPattern } from "@spillway/event-pattern";
import type { EventRecord } from "./stream-record.ts";

/**
 * Tells which records of a stream a mapping hands on: those that match one of its patterns, or all where there is
 * none. Patterns see a record as functions do, with attribute values in DynamoDB's JSON.
 *
 * @param patterns of the mapping's filter criteria
 * @throws SpillwayError EVENT_PATTERN_INVALID
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html
 */
export function streamFilter(patterns: readonly string[]): (record: EventRecord) => boolean {
  if (patterns.length === 0) return () => true;
  const read: readonly EventPattern[] = patterns.map(parseEventPattern);
  return (record) => read.some((pattern) => pattern.matches(record));
}
