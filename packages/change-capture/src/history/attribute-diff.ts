import { type AttributeMap, type AttributeValue, attributeOf, sameValue } from "@spillway/item";

/** One attribute, or one in a map inside, that two states of an item do not have alike. */
export interface AttributeDiff {
  /** Names from the outermost in: `["address", "city"]`. */
  readonly path: readonly string[];
  /** Absent where it was added. */
  readonly was?: AttributeValue;
  /** Absent where it was taken away. */
  readonly is?: AttributeValue;
}

/**
 * What is not alike in two states of an item, sorted by name. Maps that are in both are looked into; lists
 * and sets are compared as a whole.
 *
 * @param before undefined where there was no item
 * @param after undefined where there is none
 * @example
 * attributeDiffs({ n: { N: "1" } }, { n: { N: "2" } }); // → [{ path: ["n"], was: { N: "1" }, is: { N: "2" } }]
 */
export function attributeDiffs(
  before: AttributeMap | undefined,
  after: AttributeMap | undefined,
): readonly AttributeDiff[] {
  return diffsOf(before ?? {}, after ?? {}, []);
}

function diffsOf(
  before: AttributeMap,
  after: AttributeMap,
  path: readonly string[],
): AttributeDiff[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].toSorted().flatMap((name): AttributeDiff[] => {
    const was = attributeOf(before, name);
    const is = attributeOf(after, name);
    const place = [...path, name];
    if (was === undefined || is === undefined) {
      return [
        {
          path: place,
          ...(was === undefined ? {} : { was }),
          ...(is === undefined ? {} : { is }),
        },
      ];
    }
    if (sameValue(was, is)) return [];
    return "M" in was && "M" in is ? diffsOf(was.M, is.M, place) : [{ path: place, was, is }];
  });
}
