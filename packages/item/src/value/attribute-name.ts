import type { AttributeMap, AttributeValue } from "./attribute-value.ts";
import { notStorable } from "./not-storable.ts";

/**
 * Longest attribute name, in UTF-8 bytes.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const MAX_ATTRIBUTE_NAME_BYTES = 65_535;

/** @throws VALUE_NOT_STORABLE for a name that is empty, too long or not Unicode */
export function checkAttributeName(name: string, path: string): void {
  if (name === "") {
    throw notStorable(path, {
      expected: "a name of an attribute",
      came: "an empty one",
      hint: "Give the column or field a name.",
    });
  }
  if (name.length > MAX_ATTRIBUTE_NAME_BYTES / 3) {
    const bytes = Buffer.byteLength(name);
    if (bytes > MAX_ATTRIBUTE_NAME_BYTES) {
      throw notStorable(`${path.slice(0, 50)}…`, {
        expected: `an attribute name of at most ${MAX_ATTRIBUTE_NAME_BYTES} bytes`,
        came: `${bytes}`,
        hint: "Shorten the name.",
      });
    }
  }
  if (!name.isWellFormed()) {
    throw notStorable(path, {
      expected: "an attribute name in well-formed Unicode",
      came: "half of a surrogate pair",
      hint: "Clean the name.",
    });
  }
}

/** The attribute of that name, or undefined; never what every object inherits, such as `constructor`. */
export function attributeOf(item: AttributeMap, name: string): AttributeValue | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}

/** Sets an attribute, also one named `__proto__`, which a plain assignment would lose. */
export function setAttribute(
  item: Record<string, AttributeValue>,
  name: string,
  value: AttributeValue,
): void {
  if (name === "__proto__") {
    Object.defineProperty(item, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    item[name] = value;
  }
}
