import type { ArbitraryAttributeValue } from "./item-arbitraries.ts";

const SMALLEST = `0.${"0".repeat(129)}1`;
const LARGE = `99${"0".repeat(124)}`;
/** Numbers at the ends of what DynamoDB stores, written as it gives them back: 1E-130, 9.9E125. */
const NUMBERS = [
  "0",
  "-1",
  "12345678901234567890123456789012345678",
  "-0.12345678901234567890123456789012345678",
  SMALLEST,
  LARGE,
  `-${LARGE}`,
  "9007199254740993",
  "0.1",
];
const TEXTS = ["", "a", "Grüße, 世界 🌍", '"quoted", with\r\nlines\tand \u0000', "ﷺ\u2028", " "];

/** The keys of {@link itemsOfEveryType}: a table's, and those of an index `byGroup`. */
export const KEYS_OF_EVERY_TYPE = {
  keys: ["pk:S", "sk:N"],
  globalIndexes: { byGroup: { keys: ["group:S", "score:N"] } },
} as const;

/**
 * Items of a table that have every attribute type, the ends of each, and are the same each time: for
 * copies of tables that must be equal. Every third is not in the index `byGroup`.
 *
 * @param from number of the first, default 0
 * @example
 * const table = await createTestTable(client, KEYS_OF_EVERY_TYPE);
 * for (const item of itemsOfEveryType(4_000)) …
 */
export function* itemsOfEveryType(
  count: number,
  from = 0,
): Generator<Record<string, ArbitraryAttributeValue>, void, undefined> {
  for (let n = from; n < from + count; n += 1) yield itemOfEveryType(n);
}

function itemOfEveryType(n: number): Record<string, ArbitraryAttributeValue> {
  const number = of(NUMBERS, n);
  const text = of(TEXTS, n);
  const bytes = Buffer.from([n & 0xff, (n >> 8) & 0xff, 0xff, 0]).subarray(0, n % 5);
  return {
    pk: { S: `user-${n % 97}` },
    sk: { N: String(n) },
    ...(n % 3 > 0 && { group: { S: `g${n % 11}` }, score: { N: String(n * 7) } }),
    text: { S: text },
    number: { N: number },
    bytes: { B: bytes.toString("base64") },
    yes: { BOOL: n % 2 === 0 },
    nothing: { NULL: true },
    texts: { SS: [`t${n}`, "ä", "🌍"] },
    numbers: { NS: ["1", "-2.5", SMALLEST, String(n + 3)] },
    binaries: { BS: [Buffer.from([1, n & 0xff]).toString("base64"), "/w=="] },
    "a.name with #signs": { S: `value ${n}` },
    // What an object that is built carelessly loses.
    ["__proto__"]: { S: `prototype ${n}` },
    list: { L: [{ N: number }, { S: text }, { L: [] }, { M: {} }, { NULL: true }] },
    map: { M: { inner: { M: { number: { N: number }, set: { NS: ["7"] } } }, empty: { S: "" } } },
  };
}

function of<T>(values: readonly T[], n: number): T {
  // `values` is never empty here.
  return values[n % values.length] as T;
}

/** An item as text that is the same for equal items: neither attributes nor a set's members have an order. */
export function canonicalItem(item: object): string {
  return JSON.stringify(item, (_, value: unknown) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value).map(
      ([name, inner]) =>
        [name, /^[SNB]S$/.test(name) && Array.isArray(inner) ? inner.toSorted() : inner] as const,
    );
    return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  });
}
