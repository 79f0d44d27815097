import { type AttributeMap, type AttributeValue, attributeOf } from "@spillway/item";

/** A value as it comes back from plain JSON: sets are lists, binary is text. */
export function fromPlainJson(value: AttributeValue): AttributeValue {
  if ("SS" in value) return { L: value.SS.map((S) => ({ S })) };
  if ("NS" in value) return { L: value.NS.map((N) => ({ N })) };
  if ("BS" in value) return { L: value.BS.map((S) => ({ S })) };
  if ("B" in value) return { S: value.B };
  if ("L" in value) return { L: value.L.map(fromPlainJson) };
  if ("M" in value) return { M: eachValue(value.M, fromPlainJson) };
  return value;
}

/** A map with each of its values changed. */
export function eachValue(
  map: AttributeMap,
  change: (value: AttributeValue) => AttributeValue,
): AttributeMap {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value)]));
}

/** What a CSV gives back: a column is of numbers or booleans if all of its values are. */
export function fromCsv(
  items: readonly AttributeMap[],
  columns: readonly string[],
  jsonOf: (value: AttributeValue) => string,
): readonly AttributeMap[] {
  const typeOf = (name: string): "N" | "BOOL" | "S" => {
    const values = items
      .map((item) => attributeOf(item, name))
      .filter((value) => value !== undefined && !("NULL" in value));
    if (values.length === 0) return "S";
    if (values.every((value) => value !== undefined && "N" in value)) return "N";
    return values.every((value) => value !== undefined && "BOOL" in value) ? "BOOL" : "S";
  };
  const types = new Map(columns.map((name) => [name, typeOf(name)]));
  const textOf = (value: AttributeValue): string => {
    if ("S" in value) return value.S;
    if ("N" in value) return value.N;
    if ("BOOL" in value) return String(value.BOOL);
    if ("NULL" in value) return "";
    return "B" in value ? value.B : jsonOf(value);
  };
  return items.map((item) =>
    Object.fromEntries(
      columns.flatMap((name): [string, AttributeValue][] => {
        const value = attributeOf(item, name);
        const text = value === undefined ? "" : textOf(value);
        if (value === undefined || text === "") return [];
        return [[name, types.get(name) === "S" ? { S: text } : value]];
      }),
    ),
  );
}
