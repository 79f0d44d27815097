/** The first capacity of a window that has to keep bytes. */
const LEAST_BYTES = 131_072;

/**
 * The part of a stream that is looked at: what is still needed of earlier chunks, and the newest one. A
 * chunk is copied only where something before it is kept, and the memory is used again.
 */
export class ByteWindow {
  /** The bytes of the window are those before {@link end}. */
  bytes: Buffer = Buffer.alloc(0);
  end = 0;
  /** The place of the window's first byte in the stream. */
  base = 0;
  #own: Buffer = Buffer.alloc(0);

  /**
   * Goes on with a chunk. The window then begins at what was its byte `keepFrom`.
   *
   * @param keepFrom at most `end`
   */
  append(chunk: Buffer, keepFrom: number): void {
    const kept = this.end - keepFrom;
    this.base += keepFrom;
    if (kept === 0) {
      this.bytes = chunk;
      this.end = chunk.length;
      return;
    }
    const needed = kept + chunk.length;
    // Twice as much as is needed: a long record comes in many chunks, and is moved a few times only.
    const target =
      this.#own.length >= needed ? this.#own : Buffer.alloc(Math.max(LEAST_BYTES, 2 * needed));
    if (target !== this.bytes || keepFrom > 0) this.bytes.copy(target, 0, keepFrom, this.end);
    chunk.copy(target, kept);
    this.#own = target;
    this.bytes = target;
    this.end = needed;
  }
}
