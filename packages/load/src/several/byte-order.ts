/**
 * Sorts by the bytes of names, as S3 lists keys, so that a copy of a bucket is loaded in the bucket's
 * order. `part-10` comes before `part-9`: who needs them in order numbers them `part-09`, as Spark does.
 */
export function inByteOrder<T extends { readonly name: string }>(all: readonly T[]): T[] {
  return all
    .map((one) => ({ one, bytes: Buffer.from(one.name) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ one }) => one);
}
