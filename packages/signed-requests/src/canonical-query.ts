/** Escaped as signatures want it: all but letters, digits, `-`, `.`, `_` and `~`. */
export function escaped(text: string): string {
  // A half of a pair can't be UTF-8.
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** An object's key as S3's signature has it, its slashes kept. */
export function escapedPath(key: string): string {
  return key.split("/").map(escaped).join("/");
}

/**
 * A query as it is signed, and to be sent: escaped, sorted by name, then by value.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
 * @example
 * canonicalQuery([["limit", "20"], ["after", "a b"]]); // → "after=a%20b&limit=20"
 */
export function canonicalQuery(entries: Iterable<readonly [string, string]>): string {
  // Not by the whole text: "%" comes before "=", so that "a b" would come before "a".
  return Array.from(entries, ([name, value]) => [escaped(name), escaped(value)] as const)
    .sort((a, b) => byCode(a[0], b[0]) || byCode(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

function byCode(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
