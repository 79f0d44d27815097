import type { BusEvent } from "./bus-event.ts";
import { atPath } from "./json-path.ts";

/** How a target wants its input: at most one of them. */
export interface TargetInput {
  readonly Input?: string | undefined;
  readonly InputPath?: string | undefined;
  readonly InputTransformer?:
    | {
        readonly InputPathsMap?: Readonly<Record<string, string>> | undefined;
        readonly InputTemplate: string | undefined;
      }
    | undefined;
}

/** The rule by which an event came to a target. */
export interface MatchedRule {
  readonly name: string;
  readonly arn: string;
}

/**
 * The text that a target gets for an event: JSON, or what its template makes of it.
 *
 * @param ingestedMs when the bus took it, in ms since 1970
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 * @example
 * targetInput({ InputPath: "$.detail" }, event, rule, now) // '{"order":1}'
 */
export function targetInput(
  { Input: input, InputPath: path, InputTransformer: transformer }: TargetInput,
  event: BusEvent,
  rule: MatchedRule,
  ingestedMs: number,
): string {
  if (input !== undefined) return input;
  if (path !== undefined) return JSON.stringify(atPath(event, path) ?? {});
  if (transformer === undefined) return JSON.stringify(event);
  const variables = new Map<string, unknown>(
    Object.entries(transformer.InputPathsMap ?? {}).map(([name, at]) => [name, atPath(event, at)]),
  );
  const { detail, ...withoutDetail } = event;
  variables.set("aws.events.rule-name", rule.name);
  variables.set("aws.events.rule-arn", rule.arn);
  variables.set("aws.events.event.ingestion-time", new Date(ingestedMs).toISOString());
  variables.set("aws.events.event", { ...withoutDetail, detail });
  variables.set("aws.events.event.json", { ...withoutDetail, detail });
  return transformed(transformer.InputTemplate ?? "", variables);
}

/**
 * Puts variables in their places. Within quotation marks a value stands as text, outside as JSON. What is
 * missing leaves nothing within, and an empty text outside.
 */
function transformed(template: string, variables: ReadonlyMap<string, unknown>): string {
  let isQuoted = false;
  return template.replace(/\\.|"|<([^<>\s]+)>/g, (found, name: string | undefined) => {
    if (found === '"') isQuoted = !isQuoted;
    if (name === undefined || !variables.has(name)) return found;
    const value = variables.get(name) ?? "";
    if (!isQuoted) return JSON.stringify(value);
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return JSON.stringify(text).slice(1, -1);
  });
}
