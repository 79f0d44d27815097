import { notStorable } from "./not-storable.ts";

/**
 * Levels of an item, the item itself being the first: lists and maps in an attribute nest at most 31
 * deep. So counts Amazon's engine (DynamoDB Local) what the documentation calls 32 levels.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const MAX_NESTING_LEVELS = 32;

/**
 * @param level of the list or map that is entered; the item is level 1
 * @throws VALUE_NOT_STORABLE
 */
export function checkNesting(level: number, path: string): void {
  if (level > MAX_NESTING_LEVELS) {
    throw notStorable(path.length > 80 ? `${path.slice(0, 80)}…` : path, {
      expected: `at most ${MAX_NESTING_LEVELS} levels of lists and maps`,
      came: "more",
      hint: "Flatten it, or store the inner part as a JSON string. An object that holds itself is endless.",
    });
  }
}
