const list = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  return list.format(parts);
}
