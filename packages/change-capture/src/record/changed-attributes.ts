import { type AttributeMap, type AttributeValue, sameValue } from "@spillway/item";

/**
 * Names of the attributes that differ between two images, sorted. Numbers count as equal by their value,
 * sets whatever the order of their elements.
 *
 * @example
 * changedAttributes({ n: { N: "1" }, t: { S: "a" } }, { n: { N: "1.0" }, u: { S: "a" } }); // → ["t", "u"]
 */
export function changedAttributes(before: AttributeMap, after: AttributeMap): string[] {
  const changed: string[] = [];
  let kept = 0;
  for (const name in before) {
    const [one, other] = [before[name], after[name]];
    // `constructor` and the like are there whether the item has them or not.
    if (one === undefined || other === undefined || !Object.hasOwn(after, name)) changed.push(name);
    else {
      kept += 1;
      if (!same(one, other)) changed.push(name);
    }
  }
  let names = 0;
  for (const _ in after) names += 1;
  if (names > kept) {
    for (const name in after) if (!Object.hasOwn(before, name)) changed.push(name);
  }
  return changed.length > 1 ? changed.sort() : changed;
}

/** What `sameValue` says; fast where the two are written alike, as DynamoDB writes what did not change. */
function same(one: AttributeValue, other: AttributeValue): boolean {
  if ("S" in one) return "S" in other && one.S === other.S;
  if ("N" in one) return "N" in other && (one.N === other.N || sameByValue(one, other));
  if ("M" in one) return "M" in other && sameMap(one.M, other.M);
  if ("L" in one) return "L" in other && sameList(one.L, other.L);
  if ("BOOL" in one) return "BOOL" in other && one.BOOL === other.BOOL;
  if ("NULL" in one) return "NULL" in other;
  if ("SS" in one) return "SS" in other && sameElements(one.SS, other.SS, one, other);
  if ("NS" in one) return "NS" in other && sameElements(one.NS, other.NS, one, other);
  if ("BS" in one) return "BS" in other && sameElements(one.BS, other.BS, one, other);
  return "B" in other && (one.B === other.B || sameByValue(one, other));
}

/** Sets: DynamoDB writes one that did not change in the same order. */
function sameElements(
  before: readonly string[],
  after: readonly string[],
  one: AttributeValue,
  other: AttributeValue,
): boolean {
  if (before.length !== after.length) return false;
  for (let place = 0; place < before.length; place += 1) {
    if (before[place] !== after[place]) return sameByValue(one, other);
  }
  return true;
}

function sameMap(one: AttributeMap, other: AttributeMap): boolean {
  let names = 0;
  for (const name in one) {
    names += 1;
    const [before, after] = [one[name], other[name]];
    if (before === undefined || after === undefined || !Object.hasOwn(other, name)) return false;
    if (!same(before, after)) return false;
  }
  for (const _ in other) names -= 1;
  return names === 0;
}

function sameList(one: readonly AttributeValue[], other: readonly AttributeValue[]): boolean {
  if (one.length !== other.length) return false;
  return one.every((before, place) => {
    const after = other[place];
    return after !== undefined && same(before, after);
  });
}

/** Numbers, sets and binary that may be written in more than one way. */
function sameByValue(one: AttributeValue, other: AttributeValue): boolean {
  try {
    return sameValue(one, other);
  } catch {
    // Not a value that DynamoDB knows: then only what is written alike is the same.
    return JSON.stringify(one) === JSON.stringify(other);
  }
}
