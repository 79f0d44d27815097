import { CONDITION_NAMES, type Condition, condition } from "./condition.ts";
import { invalidPattern } from "./invalid-pattern.ts";
import { isObject, type JsonObject, leavesOf, objectsOf } from "./json.ts";

/** A pattern that was read: EventBridge's, which filters of event source mappings are too. */
export interface EventPattern {
  /** Whether an event, as parsed JSON, has all that the pattern asks for. */
  matches(event: unknown): boolean;
}

/** @param root the whole event: that a field is absent is said of all of it, not of an element of an array */
type Matcher = (object: JsonObject, root: JsonObject) => boolean;

const OR = "$or";

/**
 * Reads an event pattern. A field matches when one of its conditions holds for one of its values, the
 * elements of an array counting each by itself; conditions on fields of one object hold together for the same
 * element of an array of objects.
 *
 * @param text JSON
 * @throws SpillwayError EVENT_PATTERN_INVALID with EventBridge's reason in its details
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern.html
 * @example
 * const pattern = parseEventPattern('{"detail":{"total":[{"numeric":[">",10]}]}}');
 * pattern.matches({ detail: { total: 12 } }); // true
 */
export function parseEventPattern(text: string): EventPattern {
  const pattern = parsed(text);
  if (!isObject(pattern)) throw invalidPattern("Filter is not an object");
  const matcher = objectMatcher(pattern, [], false);
  return {
    matches: (event) => {
      const root = isObject(event) ? event : {};
      return matcher(root, root);
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidPattern("Invalid JSON");
  }
}

function objectMatcher(pattern: JsonObject, path: readonly string[], inOr: boolean): Matcher {
  const fields = Object.entries(pattern);
  if (fields.length === 0) throw invalidPattern("Empty objects are not allowed");
  const matchers = fields.map(([name, value]): Matcher => {
    if (name === OR) return orMatcher(value, path);
    if (inOr && CONDITION_NAMES.has(name)) {
      throw invalidPattern(
        `${name} is Ruler reserved fieldName which cannot be used inside ${OR}.`,
      );
    }
    const place = [...path, name];
    if (isObject(value)) {
      const inner = objectMatcher(value, place, inOr);
      return (object, root) => {
        const objects = objectsOf(object[name]);
        return (objects.length === 0 ? [{}] : objects).some((one) => inner(one, root));
      };
    }
    if (!Array.isArray(value)) throw invalidPattern(`"${name}" must be an object or an array`);
    return fieldMatcher(value, place);
  });
  return (object, root) => matchers.every((matches) => matches(object, root));
}

function orMatcher(alternatives: unknown, path: readonly string[]): Matcher {
  if (!Array.isArray(alternatives)) {
    throw invalidPattern(`It must be an Array followed with ${OR}.`);
  }
  const matchers = (alternatives as unknown[]).map((alternative) => {
    if (isObject(alternative)) return objectMatcher(alternative, path, true);
    throw invalidPattern(`Only JSON object is allowed in array of ${OR} relationship.`);
  });
  if (matchers.length < 2) {
    throw invalidPattern(`There must have at least 2 Objects in ${OR} relationship.`);
  }
  return (object, root) => matchers.some((matches) => matches(object, root));
}

function fieldMatcher(elements: readonly unknown[], place: readonly string[]): Matcher {
  if (elements.length === 0) throw invalidPattern("Empty arrays are not allowed");
  const conditions = elements.map(condition);
  const name = place.at(-1) ?? "";
  return (object, root) => {
    const leaves = leavesOf(object[name]);
    return conditions.some((one: Condition) =>
      one.kind === "absent" ? isAbsent(root, place) : leaves.some(one.matches),
    );
  };
}

/** Whether an event has no leaf at a place, in any element of any array on the way. */
function isAbsent(root: JsonObject, place: readonly string[]): boolean {
  let values: readonly unknown[] = [root];
  for (const name of place) values = values.flatMap(objectsOf).map((object) => object[name]);
  return values.flatMap(leavesOf).length === 0;
}
