/** `.name`, `['name']`, `[0]` */
const STEP = /\.([A-Za-z0-9_-]+)|\[\s*'([^']*)'\s*\]|\[\s*"([^"]*)"\s*\]|\[\s*(\d+)\s*\]/y;

/**
 * What a JSON path of EventBridge leads to: names and indexes from the root; undefined for nothing, or for
 * a path that is none.
 *
 * @example
 * atPath({ detail: { ids: ["a", "b"] } }, "$.detail.ids[1]") // "b"
 */
export function atPath(root: unknown, path: string): unknown {
  if (!path.startsWith("$")) return undefined;
  let value = root;
  let at = 1;
  while (at < path.length) {
    STEP.lastIndex = at;
    const [step, dotted, single, double, index] = STEP.exec(path) ?? [];
    if (step === undefined || typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[dotted ?? single ?? double ?? index ?? ""];
    at += step.length;
  }
  return value;
}
