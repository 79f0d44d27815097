import type { RecordLine } from "../lines/numbered-lines.ts";
import type { Position } from "../position.ts";
import { type MalformedRecord, malformedRecord } from "../source-record.ts";
import type { Frame } from "./framing/found-frames.ts";
import { JsonFramer } from "./framing/json-framer.ts";
import type { Role } from "./framing/roles.ts";

/** How records are read that may be spread over lines. */
export interface JsonFrameOptions {
  /**
   * The longest record in bytes. Default 33,554,432: an item of 400 KB of nothing but empty strings in
   * a list has 31 MB as the AWS CLI prints it, each of them on three lines with 20 blanks or more. A
   * usual one has less than 1 MB.
   */
  readonly maxRecordBytes?: number;
  /**
   * Where to begin: the first record that is read is number `from.index`. Those before it are passed
   * over without being parsed. The input begins at its beginning all the same. Default: all.
   */
  readonly from?: Pick<Position, "index">;
}

const MAX_RECORD_BYTES = 32 * 1_048_576;

/** Finds the frames of a text, in blocks: as many at a time as end in a chunk. */
export async function* frameBlocks(
  input: AsyncIterable<Uint8Array | string>,
  root: Role,
  { maxRecordBytes = MAX_RECORD_BYTES }: JsonFrameOptions,
  onEnd?: (documents: number) => void,
): AsyncGenerator<readonly Frame[], void, undefined> {
  const framer = new JsonFramer(root, maxRecordBytes);
  for await (const chunk of input) {
    const frames = framer.push(
      typeof chunk === "string"
        ? Buffer.from(chunk)
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength),
    );
    if (frames.length > 0) yield frames;
  }
  const frames = framer.end();
  if (frames.length > 0) yield frames;
  onEnd?.(framer.documents);
}

/** Numbers frames in their order, and leaves out those before a record. */
export class FrameNumbers {
  readonly #first: number;
  #next = 0;

  constructor({ from }: JsonFrameOptions) {
    this.#first = from?.index ?? 0;
  }

  /** The record of a frame, which is not parsed yet; undefined where it is before the first one. */
  numbered({ text, line, byte, problem }: Frame): RecordLine | MalformedRecord | undefined {
    const index = this.#next;
    this.#next += 1;
    if (index < this.#first) return undefined;
    const position = { line, index, byte };
    if (problem !== undefined) return malformedRecord(problem, position, text);
    return { ok: true, text, position };
  }
}
