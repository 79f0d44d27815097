/** Thrown where bytes do not have the form of zstd's frames. */
export class ZstdFrameError extends Error {}

/** What is read next of a frame. Numbers are read as such, of the rest the bytes are only counted. */
type Step =
  | "magic"
  | "descriptor"
  | "header"
  | "block header"
  | "block"
  | "checksum"
  | "size to skip"
  | "skipped";

const NUMBERS: ReadonlySet<Step> = new Set(["magic", "descriptor", "block header", "size to skip"]);
const FRAME_MAGIC = 0xfd2fb528;
/** The last four bits are free. */
const SKIPPABLE_MAGIC = 0x184d2a50;
const DICTIONARY_ID_BYTES = [0, 1, 2, 4];
const CONTENT_SIZE_BYTES = [0, 2, 4, 8];
/** A block of one byte that is repeated as often as its size says. */
const REPEATED = 1;
const RESERVED = 3;

/**
 * Cuts zstd where its frames end. Node's decompressor takes what follows a frame in the same chunk for
 * garbage and drops it without a word; and it takes a frame that is cut off for a whole one. So the
 * frames are walked through here, from block to block by their headers, without looking into them.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8878#section-3
 * @example
 * const frames = new ZstdFrames();
 * for (const piece of frames.pieces(chunk)) decompressor.write(piece);
 * if (!frames.isAtEnd) throw new Error("the last frame is cut off");
 */
export class ZstdFrames {
  #step: Step = "magic";
  /** Bytes that are still to come of the step. */
  #left = 4;
  #number = 0;
  #shift = 0;
  #isLastBlock = false;
  #hasChecksum = false;

  /** Whether the bytes so far end where a frame does. */
  get isAtEnd(): boolean {
    return this.#step === "magic" && this.#left === 4;
  }

  /**
   * Takes the next bytes and gives them again, in pieces none of which goes beyond a frame's end.
   *
   * @throws ZstdFrameError
   */
  *pieces(chunk: Uint8Array): Generator<Uint8Array, void, undefined> {
    let begin = 0;
    for (let at = 0; at < chunk.length; ) {
      const taken = Math.min(this.#left, chunk.length - at);
      if (NUMBERS.has(this.#step)) this.#read(chunk.subarray(at, at + taken));
      this.#left -= taken;
      at += taken;
      while (this.#left === 0) this.#next();
      if (!this.isAtEnd && at < chunk.length) continue;
      yield chunk.subarray(begin, at);
      begin = at;
    }
  }

  #read(bytes: Uint8Array): void {
    for (const byte of bytes) {
      // A magic number has 32 bits: shifted, it would be negative.
      this.#number += byte * 2 ** this.#shift;
      this.#shift += 8;
    }
  }

  /** Goes on with what follows a step whose bytes have all come. */
  #next(): void {
    const [step, bytes] = this.#following(this.#number);
    this.#step = step;
    this.#left = bytes;
    this.#number = 0;
    this.#shift = 0;
  }

  /** The next step and its bytes, by the number that the last one was, if it was one. */
  #following(number: number): readonly [Step, number] {
    switch (this.#step) {
      case "magic":
        if (number === FRAME_MAGIC) return ["descriptor", 1];
        if (number - (number % 16) === SKIPPABLE_MAGIC) return ["size to skip", 4];
        throw new ZstdFrameError("no frame begins there");
      case "descriptor":
        this.#hasChecksum = (number & 4) !== 0;
        return ["header", headerBytes(number)];
      case "header":
        return ["block header", 3];
      case "block header": {
        const type = (number >> 1) & 3;
        if (type === RESERVED) throw new ZstdFrameError("a block is of no known type");
        this.#isLastBlock = (number & 1) === 1;
        return ["block", type === REPEATED ? 1 : number >> 3];
      }
      case "block":
        if (!this.#isLastBlock) return ["block header", 3];
        return this.#hasChecksum ? ["checksum", 4] : ["magic", 4];
      case "size to skip":
        return ["skipped", number];
      case "checksum":
      case "skipped":
        return ["magic", 4];
    }
  }
}

/** Bytes between a frame's descriptor and its first block. */
function headerBytes(descriptor: number): number {
  const isOneSegment = (descriptor & 32) !== 0;
  const ofSize = descriptor >> 6;
  const sizeBytes = ofSize === 0 && isOneSegment ? 1 : (CONTENT_SIZE_BYTES[ofSize] ?? 0);
  return (isOneSegment ? 0 : 1) + (DICTIONARY_ID_BYTES[descriptor & 3] ?? 0) + sizeBytes;
}
