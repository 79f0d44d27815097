/** A value at a leaf of an event: what conditions look at. */
export type Scalar = string | number | boolean | null;

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The elements of a value and of the arrays in it, however deep; the value itself when it is no array. */
function elementsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value];
}

/** The leaves of a field: arrays count element by element, objects are no leaves. */
export function leavesOf(value: unknown): readonly Scalar[] {
  return elementsOf(value).filter(
    (element): element is Scalar => element !== undefined && !isObject(element),
  );
}

/** The objects of a field, also those in arrays. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return elementsOf(value).filter(isObject);
}
