/** The types of DynamoDB's JSON. */
export const TYPE_TAGS = ["S", "N", "B", "SS", "NS", "BS", "L", "M", "BOOL", "NULL"] as const;

const TYPES: ReadonlySet<string> = new Set(TYPE_TAGS);

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
      const tag = tagOf(attribute);
      return tag !== undefined && TYPES.has(tag);
    })
  );
}

/** The one name in an object, as a value in DynamoDB's JSON has it. */
export function tagOf(attribute: unknown): string | undefined {
  const [[type] = [], ...more] = entriesOf(attribute);
  return more.length === 0 && !Array.isArray(attribute) ? type : undefined;
}

/** The first attribute whose value is like one in DynamoDB's JSON, but of a type that there is not. */
export function untypedAttribute(
  record: Readonly<Record<string, unknown>>,
): { readonly name: string; readonly tag: string; readonly value: unknown } | undefined {
  for (const [name, value] of Object.entries(record)) {
    const tag = tagOf(value);
    if (tag !== undefined && !TYPES.has(tag)) return { name, tag, value };
  }
  return undefined;
}

/** The names and values of an object; none of anything else. */
export function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
