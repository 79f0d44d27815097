import * as fc from "fast-check";

/** A DynamoDB attribute value in wire JSON, by its own tag. */
export type ArbitraryAttributeValue =
  | { S: string }
  | { N: string }
  | { B: string }
  | { SS: readonly string[] }
  | { NS: readonly string[] }
  | { BS: readonly string[] }
  | { M: Readonly<Record<string, ArbitraryAttributeValue>> }
  | { L: readonly ArbitraryAttributeValue[] }
  | { NULL: true }
  | { BOOL: boolean };

/** A value of a plain record: what a source of records yields. */
export type ArbitraryPlainValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | Set<string>
  | Set<number>
  | Set<Uint8Array>
  | ArbitraryPlainValue[]
  | { [name: string]: ArbitraryPlainValue };

/** The key attribute that an arbitrary item must have, and its type. */
export interface ArbitraryKeyAttribute {
  readonly name: string;
  readonly type: "S" | "N" | "B";
}

/** Text over all of Unicode, without half surrogates: what UTF-8 can carry. */
export function texts(constraints: { minLength?: number; maxLength?: number } = {}) {
  return fc.string({ unit: "binary", maxLength: 24, ...constraints });
}

/** Attribute names: not empty, short, over all of Unicode; sometimes ones that a careless object loses. */
function attributeNames(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 12 }) },
    { weight: 2, arbitrary: texts({ minLength: 1, maxLength: 8 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("__proto__", "constructor", "toString", "0", "N", "S"),
    },
  );
}

/** Numbers as JavaScript has them, within what DynamoDB stores: 0 and 1e-130 ≤ |n| < 1e126. */
export function storableNumbers(): fc.Arbitrary<number> {
  return fc
    .oneof(
      fc.integer(),
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, min: -9.99e125, max: 9.99e125 }),
    )
    .filter((value) => value === 0 || Math.abs(value) >= 1e-130);
}

/** Whole numbers that a JavaScript number can't hold, within DynamoDB's 38 digits. */
export function storableBigInts(): fc.Arbitrary<bigint> {
  const limit = 10n ** 38n - 1n;
  return fc.bigInt({ min: -limit, max: limit });
}

/** Numbers in the text form of the wire, in the shortest form that JavaScript prints. */
export function wireNumbers(): fc.Arbitrary<string> {
  return fc.oneof(storableNumbers(), storableBigInts()).map((value) => String(value));
}

function bytes(minLength = 0): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength, maxLength: 24 });
}

function base64(minLength = 0): fc.Arbitrary<string> {
  return bytes(minLength).map((value) => Buffer.from(value).toString("base64"));
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/** Attribute values of every type, nested at most `maxDepth` deep (default 3; DynamoDB allows 32). */
function attributeValues(maxDepth = 3): fc.Arbitrary<ArbitraryAttributeValue> {
  const { value } = fc.letrec<{ value: ArbitraryAttributeValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth, withCrossShrink: true },
      fc.record({ S: texts() }),
      fc.record({ N: wireNumbers() }),
      fc.record({ B: base64() }),
      fc.record({ BOOL: fc.boolean() }),
      fc.record({ NULL: fc.constant(true as const) }),
      fc.record({ SS: fc.uniqueArray(texts({ minLength: 1 }), { minLength: 1, maxLength: 4 }) }),
      fc.record({
        NS: fc
          .uniqueArray(storableNumbers(), {
            minLength: 1,
            maxLength: 4,
            comparator: "SameValueZero",
          })
          .map((values) => values.map(String)),
      }),
      fc.record({ BS: fc.uniqueArray(base64(1), { minLength: 1, maxLength: 4 }) }),
      fc.record({ L: fc.array(tie("value"), { maxLength: 4 }) }),
      fc.record({
        M: fc.dictionary(attributeNames(), tie("value"), { maxKeys: 4, noNullPrototype: true }),
      }),
    ),
  }));
  return value;
}

/** Items in wire JSON. With `keys` every item has those attributes, each not empty. */
export function attributeMaps(
  keys: readonly ArbitraryKeyAttribute[] = [],
): fc.Arbitrary<Record<string, ArbitraryAttributeValue>> {
  const others = fc.dictionary(attributeNames(), attributeValues(), {
    maxKeys: 6,
    noNullPrototype: true,
  });
  const keyed = fc.record(Object.fromEntries(keys.map((key) => [key.name, wireKey(key.type)])));
  return fc.tuple(others, keyed).map(([rest, key]) => ({ ...rest, ...key }));
}

function wireKey(type: "S" | "N" | "B"): fc.Arbitrary<ArbitraryAttributeValue> {
  if (type === "S") return fc.record({ S: texts({ minLength: 1 }) });
  if (type === "N") return fc.record({ N: wireNumbers() });
  return fc.record({ B: base64(1) });
}

/** Plain values of every kind that can be stored, nested at most `maxDepth` deep (default 3). */
export function plainValues(maxDepth = 3): fc.Arbitrary<ArbitraryPlainValue> {
  const sized = { minLength: 1, maxLength: 4 };
  const { value } = fc.letrec<{ value: ArbitraryPlainValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth, withCrossShrink: true },
      texts(),
      storableNumbers(),
      storableBigInts(),
      fc.boolean(),
      fc.constant(null),
      bytes(),
      fc.uniqueArray(texts({ minLength: 1 }), sized).map((members) => new Set(members)),
      fc
        .uniqueArray(storableNumbers(), { ...sized, comparator: "SameValueZero" })
        .map((members) => new Set(members)),
      fc.uniqueArray(bytes(1), { ...sized, comparator: isSame }).map((members) => new Set(members)),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(attributeNames(), tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  return value;
}

/** Plain records that can be stored. With `keys` every record has those attributes, each not empty. */
export function plainRecords(
  keys: readonly ArbitraryKeyAttribute[] = [],
): fc.Arbitrary<{ [name: string]: ArbitraryPlainValue }> {
  const others = fc.dictionary(attributeNames(), plainValues(), {
    maxKeys: 6,
    noNullPrototype: true,
  });
  const keyed = fc.record(Object.fromEntries(keys.map((key) => [key.name, plainKey(key.type)])));
  return fc.tuple(others, keyed).map(([rest, key]) => ({ ...rest, ...key }));
}

function plainKey(type: "S" | "N" | "B"): fc.Arbitrary<ArbitraryPlainValue> {
  if (type === "S") return texts({ minLength: 1 });
  if (type === "N") return fc.oneof(storableNumbers(), storableBigInts());
  return bytes(1);
}
