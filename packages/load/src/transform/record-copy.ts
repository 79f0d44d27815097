import type { PlainRecord, PlainValue } from "@spillway/item";

/** Deeper than any item nests: it is refused where it becomes an item. */
const MAX_DEPTH = 40;

/** Whether it is an object literal or what JSON gives, and no instance of a class. */
export function isPlainObject(value: unknown): value is PlainRecord {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * A record that shares nothing that can change with the one it was made of. What can't be stored is
 * left as it is, and so is what holds itself: followed, a tree whose children know their parent would
 * be copied without end.
 */
export function recordCopy(record: PlainRecord): Record<string, PlainValue | undefined> {
  return copyOfObject(record, []);
}

/** @param around the objects that hold it, outermost first */
function copyOfObject(record: PlainRecord, around: object[]) {
  const copy: Record<string, PlainValue | undefined> = {};
  around.push(record);
  for (const name of Object.keys(record)) {
    const value = record[name];
    const copied = typeof value === "object" && value !== null ? copyOf(value, around) : value;
    if (name === "__proto__") define(copy, name, copied);
    else copy[name] = copied;
  }
  around.pop();
  return copy;
}

function copyOf(value: object & PlainValue, around: object[]): PlainValue {
  if (around.length > MAX_DEPTH || around.includes(value)) return value;
  if (isList(value)) {
    around.push(value);
    const copy = Array.from(value, (element) =>
      typeof element === "object" && element !== null ? copyOf(element, around) : element,
    );
    around.pop();
    return copy;
  }
  if (value instanceof Set) return new Set(value);
  if (value instanceof Uint8Array) return new Uint8Array(value);
  return isPlainObject(value) ? copyOfObject(value, around) : value;
}

const isList = (value: object): value is readonly PlainValue[] => Array.isArray(value);

/** `__proto__` can't be assigned to: that would set the record's prototype. */
function define(copy: object, name: string, value: unknown): void {
  Object.defineProperty(copy, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
