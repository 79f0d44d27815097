/** A request's content, or a part of it. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json };

type JsonFields = { readonly [name: string]: Json };

/** What can stand in the place of a good value; undefined leaves its field out. */
function wrongValues(good: Json): readonly (Json | undefined)[] {
  if (good === null) return [undefined];
  switch (typeof good) {
    case "string":
      return [undefined, null, "", "no such", 7, true, {}, ["x"]];
    case "number":
      return [undefined, null, "7", -1, 0, 1.5, 1e15, {}];
    case "boolean":
      return [undefined, null, "yes", 0, []];
    default:
      return Array.isArray(good)
        ? [undefined, null, [], "x", {}, [null], [...good, ...good]]
        : [undefined, null, {}, "x", 7, [], { Unknown: "x" }];
  }
}

/**
 * A good content with one thing wrong, at every place and in every way: a value missing, null, empty,
 * of another type, out of range, unknown, or there twice.
 *
 * @param depth how many levels of fields are gone into
 */
export function withOneWrong(content: JsonFields, depth = Number.POSITIVE_INFINITY): Json[] {
  return [{ ...content, Unknown: "x" }, ...variants(content, depth)];
}

function variants(good: Json, depth: number): Json[] {
  if (depth === 0 || typeof good !== "object" || good === null) return [];
  if (isList(good)) {
    return good.flatMap((part, place) =>
      [...wrongValues(part), ...variants(part, depth - 1)].map((wrong) =>
        good.flatMap((one, at) => (at !== place ? [one] : wrong === undefined ? [] : [wrong])),
      ),
    );
  }
  return Object.entries(good).flatMap(([name, part]) =>
    [...wrongValues(part), ...variants(part, depth - 1)].map((wrong) => {
      const { [name]: _, ...others } = good;
      return wrong === undefined ? others : { ...others, [name]: wrong };
    }),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
