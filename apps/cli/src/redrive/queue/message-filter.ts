import { parseEventPattern } from "@spillway/event-pattern";
import type { DeadLetter, MessageAttribute } from "./dead-letter.ts";

/** Whether a message is one of those that are meant. */
export type MessageFilter = (message: DeadLetter) => boolean;

/**
 * A filter of an EventBridge pattern over `{body, attributes, messageAttributes}`: the body parsed where
 * it is JSON, SQS's own attributes with counts and times as numbers (milliseconds since 1970), the
 * sender's as plain values, binary in base64.
 *
 * @throws SpillwayError EVENT_PATTERN_INVALID
 * @example
 * messageFilter('{"body":{"type":["order"]},"attributes":{"ApproximateReceiveCount":[{"numeric":["<",9]}]}}');
 */
export function messageFilter(pattern: string): MessageFilter {
  const parsed = parseEventPattern(pattern);
  return (message) => parsed.matches(documentOf(message));
}

/** A message as filters see it. */
function documentOf({ body, system, attributes }: DeadLetter): unknown {
  return {
    body: jsonOr(body),
    attributes: mapped(system, (text, name) => (NUMBERS.has(name) ? Number(text) : text)),
    messageAttributes: mapped(attributes, plainValue),
  };
}

const NUMBERS = new Set([
  "ApproximateFirstReceiveTimestamp",
  "ApproximateReceiveCount",
  "SentTimestamp",
]);

function plainValue({ dataType, text = "", bytes }: MessageAttribute): string | number {
  if (bytes !== undefined) return Buffer.from(bytes).toString("base64");
  return dataType === "Number" || dataType.startsWith("Number.") ? Number(text) : text;
}

function mapped<From, To>(
  values: Readonly<Record<string, From>>,
  change: (value: From, name: string) => To,
): Record<string, To> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, change(value, name)]),
  );
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
