import { invalidPattern } from "./invalid-pattern.ts";

/** EventBridge compares numbers up to here. */
const LIMIT = 5_000_000_000;

type Bound = (value: number) => boolean;

const BOUNDS: Readonly<Record<string, (limit: number) => Bound>> = {
  "=": (limit) => (value) => value === limit,
  ">": (limit) => (value) => value > limit,
  ">=": (limit) => (value) => value >= limit,
  "<": (limit) => (value) => value < limit,
  "<=": (limit) => (value) => value <= limit,
};

/**
 * The test of a numeric condition: one comparison, or a lower bound followed by an upper one.
 *
 * @param terms `[">", 0, "<=", 5]`
 * @throws SpillwayError EVENT_PATTERN_INVALID
 */
export function numeric(terms: unknown): (value: number) => boolean {
  if (!Array.isArray(terms)) throw invalidPattern("Value of numeric must be an array.");
  const [operator, limit, upperOperator, upperLimit, ...rest] = terms as unknown[];
  const bound = boundOf(operator, limit);
  if (terms.length <= 2) return bound;
  if (operator !== ">" && operator !== ">=") {
    throw invalidPattern("Too many elements in numeric expression");
  }
  if (typeof upperOperator !== "string") {
    throw invalidPattern(`Bad value in numeric range: ${String(upperOperator)}`);
  }
  if (upperOperator !== "<" && upperOperator !== "<=") {
    throw invalidPattern(`Bad numeric range operator: ${upperOperator}`);
  }
  const upperBound = boundOf(upperOperator, upperLimit);
  if (rest.length > 0) throw invalidPattern("Too many terms in numeric range expression");
  if (Number(limit) >= Number(upperLimit)) throw invalidPattern("Bottom must be less than top");
  return (value) => bound(value) && upperBound(value);
}

function boundOf(operator: unknown, limit: unknown): Bound {
  if (typeof operator !== "string") {
    throw invalidPattern(`Invalid member in numeric match: ${String(operator)}`);
  }
  const bound = BOUNDS[operator];
  if (bound === undefined) throw invalidPattern(`Unrecognized numeric range operator: ${operator}`);
  if (typeof limit !== "number") {
    throw invalidPattern(`Value of ${operator === "=" ? "equals" : operator} must be numeric`);
  }
  if (Math.abs(limit) > LIMIT) {
    throw invalidPattern("Value must be between -5.0E9 and 5.0E9, inclusive");
  }
  return bound(limit);
}
