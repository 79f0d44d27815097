const TYPES = new Set(["S", "N", "B", "SS", "NS", "BS", "L", "M", "BOOL", "NULL"]);

/** Whether a line's value is one of an export: `{"Item":{"pk":{"S":"a"}}}`. */
export function isExportLine(value: unknown): value is { readonly Item: unknown } {
  const [[name, item] = [], ...more] = entriesOf(value);
  return name === "Item" && more.length === 0 && isItem(item);
}

/** Whether a value is an item in DynamoDB's JSON: each attribute an object that names one of its types. */
export function isItem(value: unknown): boolean {
  const attributes = entriesOf(value);
  return (
    attributes.length > 0 &&
    attributes.every(([, attribute]) => {
      const [[type = ""] = [], ...more] = entriesOf(attribute);
      return more.length === 0 && TYPES.has(type);
    })
  );
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
