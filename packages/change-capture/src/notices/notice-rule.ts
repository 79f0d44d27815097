import { isSpillwayError } from "@spillway/errors";
import { type EventPattern, parseEventPattern } from "@spillway/event-pattern";

/** Which changes are announced. */
export interface NoticeRule {
  /** In the message's attribute `rule`, and part of the id that tells repeats. */
  readonly name: string;
  readonly pattern: EventPattern;
  /** Subject of an e-mail. */
  readonly subject?: string;
  /** Attributes that the pattern asks for, by the field of the change that they are in. */
  readonly mentions: Mentions;
}

/** Names of attributes by the field of a change that holds them. */
export interface Mentions {
  readonly keys: readonly string[];
  readonly old: readonly string[];
  readonly new: readonly string[];
}

/** Rules as they were read, or all that is wrong with them. */
export interface ReadRules {
  readonly rules: readonly NoticeRule[];
  /** Empty when the rules can be used. */
  readonly problems: readonly string[];
}

const NAME = /^[A-Za-z0-9_.-]{1,64}$/;
// https://docs.aws.amazon.com/sns/latest/api/API_Publish.html: ASCII, no control characters, under 100.
const SUBJECT = /^[!-~][ -~]{0,98}$/;

/**
 * Reads rules from JSON: a list of `{"name", "pattern", "subject"?}`. A pattern is EventBridge's, over
 * `{type, by, table, keys, old, new, changed, at}` with plain values; numbers are JSON numbers.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @example
 * readNoticeRules('[{"name":"low-stock","pattern":{"changed":["stock"],"new":{"stock":[{"numeric":["<",10]}]}}}]');
 */
export function readNoticeRules(text: string): ReadRules {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return { rules: [], problems: ["expected JSON; came other text"] };
  }
  if (!Array.isArray(list)) return { rules: [], problems: ["expected a list of rules"] };
  const rules: NoticeRule[] = [];
  const problems: string[] = [];
  const names = new Set<string>();
  for (const [place, given] of list.entries()) {
    const found = new Problems(place, given);
    const rule = readRule(given, found);
    if (found.name !== undefined) {
      if (names.has(found.name)) found.add("the name is another rule's");
      names.add(found.name);
    }
    if (rule !== undefined) rules.push(rule);
    problems.push(...found.texts);
  }
  return { rules: problems.length === 0 ? rules : [], problems };
}

/** What is wrong with one rule. */
class Problems {
  readonly texts: string[] = [];
  /** As it was given, where it is a text. */
  readonly name: string | undefined;
  readonly #rule: string;

  constructor(place: number, rule: unknown) {
    const name =
      typeof rule === "object" && rule !== null && "name" in rule ? rule.name : undefined;
    this.name = typeof name === "string" ? name : undefined;
    this.#rule = this.name === undefined ? `rule ${place + 1}` : `rule "${this.name}"`;
  }

  add(problem: string): void {
    this.texts.push(`${this.#rule}: ${problem}`);
  }
}

function readRule(given: unknown, problems: Problems): NoticeRule | undefined {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    problems.add("expected an object with a name and a pattern");
    return undefined;
  }
  const { name, pattern, subject, ...unknown }: Partial<Record<string, unknown>> = { ...given };
  if (typeof name !== "string" || !NAME.test(name)) {
    problems.add("expected a name of 1 to 64 letters, digits, dots, hyphens and underscores");
  }
  if (subject !== undefined && (typeof subject !== "string" || !SUBJECT.test(subject))) {
    problems.add(
      "expected a subject of at most 99 printable ASCII characters, not beginning with a blank",
    );
  }
  for (const field of Object.keys(unknown)) problems.add(`unknown field "${field}"`);
  const read = readPattern(pattern, problems);
  if (read === undefined || typeof name !== "string") return undefined;
  return {
    name,
    pattern: read,
    ...(typeof subject === "string" ? { subject } : {}),
    mentions: {
      keys: mentionedIn(pattern, "keys"),
      old: mentionedIn(pattern, "old"),
      new: mentionedIn(pattern, "new"),
    },
  };
}

const FIELDS = new Set(["type", "by", "table", "keys", "old", "new", "changed", "at", "$or"]);

function readPattern(pattern: unknown, problems: Problems): EventPattern | undefined {
  if (typeof pattern !== "object" || pattern === null) {
    problems.add("expected a pattern, which is an object");
    return undefined;
  }
  for (const field of Object.keys(pattern)) {
    if (!FIELDS.has(field)) problems.add(`the pattern asks for "${field}", which no change has`);
  }
  try {
    return parseEventPattern(JSON.stringify(pattern));
  } catch (error) {
    if (!isSpillwayError(error, "EVENT_PATTERN_INVALID")) throw error;
    problems.add(error.message);
    return undefined;
  }
}

/** Names under a field of the pattern, also in its alternatives. */
function mentionedIn(pattern: unknown, field: keyof Mentions): string[] {
  if (typeof pattern !== "object" || pattern === null) return [];
  const names = Object.entries(pattern).flatMap(([name, value]) => {
    if (name === field) return namesOf(value);
    if (name === "$or" && Array.isArray(value)) {
      return value.flatMap((alternative) => mentionedIn(alternative, field));
    }
    return [];
  });
  return [...new Set(names)];
}

/** Names of an object pattern's fields; alternatives inside it count as its own. */
function namesOf(part: unknown): string[] {
  if (typeof part !== "object" || part === null || Array.isArray(part)) return [];
  return Object.entries(part).flatMap(([name, value]) =>
    name === "$or" && Array.isArray(value) ? value.flatMap(namesOf) : [name],
  );
}
