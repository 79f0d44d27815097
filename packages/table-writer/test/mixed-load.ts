import type { PlainRecord } from "@spillway/item";
import type { SourceEntry } from "../src/index.ts";

/** What a table should hold of an item: its number, and its e-mail where it has one. */
export interface Content {
  readonly n: number;
  readonly email: string | undefined;
  readonly textLength: number;
}

/** A load of records of every kind, and what is to become of them. */
export interface MixedLoad {
  entries(): Generator<SourceEntry>;
  /** The table's content afterwards, by `pk`. */
  readonly contents: ReadonlyMap<string, Content>;
  /** Error codes of the records that can't be written, by their place in the source. */
  readonly rejected: ReadonlyMap<number, string>;
}

const OVERSIZE = "x".repeat(400 * 1_024);
const TWO_UNITS = "x".repeat(1_200);

/**
 * `count` records. Of every thousand one is malformed and one keyless, of every five thousand one is
 * over 400 KB and one has an index key of the wrong type, which only DynamoDB finds. Of every
 * hundred two put a key again, near and far, and one deletes a key. One in ten takes two units, one
 * in four is in the index, in the second half of the load two in three.
 */
export function mixedLoad(count: number): MixedLoad {
  const contents = new Map<string, Content>();
  const rejected = new Map<number, string>();
  for (let n = 0; n < count; n += 1) {
    const code = refusalOf(n);
    if (code !== undefined) {
      rejected.set(n, code);
      continue;
    }
    const record = recordOf(n, count);
    const { pk, email, text } = record;
    if (isDelete(n)) contents.delete(pk);
    else contents.set(pk, { n, email, textLength: text?.length ?? 0 });
  }
  return {
    contents,
    rejected,
    *entries() {
      for (let n = 0; n < count; n += 1) yield entryOf(n, count);
    },
  };
}

function entryOf(n: number, count: number): SourceEntry {
  const position = { line: n + 1, index: n };
  const record: PlainRecord = recordOf(n, count);
  switch (refusalOf(n)) {
    case "MALFORMED": {
      const reason = { code: "MALFORMED", message: "expected a record; came something else" };
      return { ok: false, reason, position, raw: `line ${n}` };
    }
    case "KEY_MISSING":
      return { ok: true, record: { n }, position };
    case "ITEM_TOO_LARGE":
      return { ok: true, record: { ...record, text: OVERSIZE }, position };
    case "ITEM_INVALID":
      return { ok: true, record: { ...record, email: n }, position };
    default:
      return isDelete(n) ? { ok: true, delete: record, position } : { ok: true, record, position };
  }
}

function refusalOf(n: number): string | undefined {
  if (n % 1_000 === 7) return "MALFORMED";
  if (n % 1_000 === 13) return "KEY_MISSING";
  if (n % 5_000 === 21) return "ITEM_TOO_LARGE";
  if (n % 5_000 === 2_533) return "ITEM_INVALID";
  return undefined;
}

/** The key may be that of an earlier record. */
function recordOf(
  n: number,
  count: number,
): { pk: string; n: number; email?: string; text?: string } {
  const earlier: Readonly<Record<number, number>> = { 41: 1, 67: 30, 90: 5 };
  return {
    pk: `k${n - (earlier[n % 100] ?? 0)}`,
    n,
    ...(isIndexed(n, count) ? { email: `user${n}@example.com` } : {}),
    ...(n % 10 === 4 ? { text: TWO_UNITS } : {}),
  };
}

function isIndexed(n: number, count: number): boolean {
  return n < count / 2 ? n % 4 === 0 : n % 3 !== 0;
}

function isDelete(n: number): boolean {
  return n % 100 === 90;
}
