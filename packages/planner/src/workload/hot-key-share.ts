/** A partition key that takes a large share of the writes. */
export interface HotKeyShare {
  /** The index's name; default: a key of the table. */
  readonly index?: string;
  /** The key's value as people read it, shortened where it is long. */
  readonly key: string;
  /** Its share of all writes, from 0 to 1. */
  readonly share: number;
}
