/** An item in wire JSON. One that is large, or of the hot key, has `hot`. */
export type PacedItem = {
  readonly pk: { readonly S: string };
  readonly sk: { readonly N: string };
  readonly email: { readonly S: string };
  readonly hot?: { readonly S: string };
};

/** Items of one unit, each of another key. */
export function* spread(): Generator<PacedItem, undefined> {
  for (let n = 0; ; n += 1) yield item(n, `key${n}`);
}

/**
 * Every fifth takes ten units, so that one key meets the limit of a partition at a rate this machine
 * makes: all of them have one key, or each its own.
 */
export function* everyFifthLarge(isOneKey: boolean): Generator<PacedItem, undefined> {
  const hot = { S: "x".repeat(9_900) };
  for (let n = 0; ; n += 1) {
    if (n % 5 !== 0) yield item(n, `key${n}`);
    else yield { ...item(n, isOneKey ? "hot" : `large${n}`), hot };
  }
}

function item(n: number, pk: string): PacedItem {
  return { pk: { S: pk }, sk: { N: String(n) }, email: { S: `u${n}@example.com` } };
}
