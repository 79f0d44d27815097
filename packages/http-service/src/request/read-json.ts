import type { RequestProblem } from "../problem/problem.ts";
import { jsonPointer } from "../problem/schema-problems.ts";

/** How deep a body may be nested. DynamoDB takes 32 levels. */
export const MAX_DEPTH = 64;

/** What a text is as JSON, and what would not be kept of it. */
export type ReadJson =
  | { readonly value: unknown; readonly problems: readonly [] }
  | { readonly value?: never; readonly problems: readonly RequestProblem[] };

/**
 * Reads JSON, and refuses what JavaScript would lose without a word: digits of a number that a double
 * has no room for, and the name `__proto__`. Nesting is looked at first: it costs JSON.parse seconds.
 */
export function readJson(text: string): ReadJson {
  if (isTooDeep(text)) return refused(`expected at most ${MAX_DEPTH} levels; came more`);
  const changed = new Map<object, Map<string, string>>();
  let value: unknown;
  try {
    value = MAY_CHANGE.test(text)
      ? JSON.parse(text, function (this: object, key: string, found: unknown, context?: Source) {
          const problem = changeOf(key, found, context?.source);
          if (problem !== undefined) {
            const of = changed.get(this) ?? new Map<string, string>();
            changed.set(this, of.set(key, problem));
          }
          return found;
        })
      : JSON.parse(text);
  } catch (error) {
    return refused(`expected JSON; ${error instanceof Error ? error.message : error}`);
  }
  if (changed.size === 0) return { value, problems: [] };
  // The holder of the whole value is an object of JSON.parse's own, named "".
  const problems = [...placesIn(value, changed)];
  return problems.length > 0 ? { problems } : refused("expected a number that a double holds");
}

function refused(message: string): ReadJson {
  return { problems: [{ path: "/body", message }] };
}

/** The third argument of a reviver. @see https://tc39.es/proposal-json-parse-with-source/ */
interface Source {
  readonly source?: string;
}

/** Rare in a body: only then is each value looked at. */
const MAY_CHANGE = /\d(?:\.?\d){15}|[0-9][eE][+-]?\d{2}|__proto__|\\u005f/i;

function changeOf(key: string, value: unknown, source: string | undefined): string | undefined {
  if (key === "__proto__") return "expected another name: this one can't be kept";
  if (typeof value !== "number" || source === undefined) return undefined;
  if (Number.isFinite(value) && decimalOf(String(value)) === decimalOf(source)) return undefined;
  return `expected a number that a double holds; came ${source.slice(0, 60)}: load it from a file, or send it as text`;
}

/** Digits without zeros at the ends, and the power of ten behind them: 1.50e3 is `15e2`. */
function decimalOf(text: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const kept = digits.replace(/0+$/, "");
  const power = Number(exponent) - fraction.length + digits.length - kept.length;
  return kept === "" ? "0" : `${sign}${kept}e${power}`;
}

function* placesIn(
  value: unknown,
  changed: ReadonlyMap<object, ReadonlyMap<string, string>>,
  path: readonly string[] = ["body"],
): Generator<RequestProblem, void, undefined> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, message] of changed.get(value) ?? []) {
    yield { path: jsonPointer([...path, key]), message };
  }
  for (const [key, member] of Object.entries(value)) {
    yield* placesIn(member, changed, [...path, key]);
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function isTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) {
      quoted = true;
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (code === 0x5d || code === 0x7d) {
      depth -= 1;
    }
  }
  return false;
}
