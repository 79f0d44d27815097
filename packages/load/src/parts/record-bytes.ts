/**
 * Tells at which byte a record of a range begins, of those that were read and have not all ended. It
 * keeps 8 bytes for each of them.
 */
export class RecordBytes {
  readonly #blocks: { readonly first: number; readonly bytes: Float64Array }[] = [];
  #read: number;
  #reached: number;

  /**
   * @param next the index of the first record that will be read
   * @param begin the byte from which on reading begins
   */
  constructor(next: number, begin: number) {
    this.#read = next;
    this.#reached = begin;
  }

  /**
   * @param bytes where the records of a block begin, which follow those before
   * @param reached a byte from which on all others are
   */
  add(bytes: readonly number[], reached: number): void {
    if (bytes.length > 0) {
      this.#blocks.push({ first: this.#read, bytes: Float64Array.from(bytes) });
    }
    this.#read += bytes.length;
    this.#reached = reached;
  }

  /**
   * A byte at which a reader begins that wants the records from this index on: nothing but blank lines
   * is between it and the record. What is before the index is forgotten.
   */
  from(index: number): number {
    for (;;) {
      const [block] = this.#blocks;
      if (block === undefined) return this.#reached;
      const byte = block.bytes[index - block.first];
      if (byte !== undefined) return byte;
      this.#blocks.shift();
    }
  }
}
