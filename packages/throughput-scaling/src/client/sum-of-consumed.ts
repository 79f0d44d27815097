import { type Fields, fieldsOf } from "../throttles/fields.ts";

/**
 * Adds up `ConsumedCapacity` of several answers, one for each table.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ConsumedCapacity.html
 */
export function sumOfConsumed(all: readonly unknown[]): readonly Fields[] {
  const byTable = new Map<string, Fields>();
  for (const one of all.map(fieldsOf)) {
    const table = String(one.TableName);
    byTable.set(table, sum(byTable.get(table) ?? {}, one));
  }
  return [...byTable.values()];
}

/** Numbers are added, objects field by field; the rest is the same in both. */
function sum(a: Fields, b: Fields): Fields {
  const added: Record<string, unknown> = { ...a };
  for (const [name, value] of Object.entries(b)) {
    const before = a[name];
    if (typeof value === "number") added[name] = value + (typeof before === "number" ? before : 0);
    else if (typeof value === "object" && value !== null) {
      added[name] = sum(fieldsOf(before), fieldsOf(value));
    } else added[name] = value;
  }
  return added;
}
