import { decompressed, rangedBytes } from "@spillway/records";
import type { Input } from "../../input/input.ts";
import { isUndecided } from "../json/json-format.ts";
import { type HeadWishes, headText } from "./head-text.ts";
import { peek } from "./peek.ts";
import { FORMAT_HEAD_BYTES, LONG_HEAD_BYTES, textOf } from "./source-format.ts";

/** The beginning of an input, as text in UTF-8. */
export interface Beginning {
  /** The input from its beginning again, also where it can be read only once. */
  readonly input: Input;
  readonly head: Buffer;
  /** Whether the head is all of it. */
  readonly isWhole: boolean;
  /** What the input is in; undefined for UTF-8. */
  readonly encoding: string | undefined;
}

/**
 * Looks at the beginning of an input.
 *
 * @throws SpillwayError when it can't be read, and as {@link headText} does
 */
export async function beginningOf(input: Input, wishes: HeadWishes): Promise<Beginning> {
  const beginning = input.object
    ? rangedBytes(input.object, { partBytes: FORMAT_HEAD_BYTES })
    : input.read();
  let bytes = FORMAT_HEAD_BYTES;
  let peeked = await peek(decompressed(beginning), bytes);
  let text = headText(input.name, peeked.head, wishes);
  while (bytes < LONG_HEAD_BYTES && peeked.head.length >= bytes && isUndecided(textOf(text.head))) {
    bytes *= 8;
    peeked = await peek(peeked.all, bytes);
    text = headText(input.name, peeked.head, wishes);
  }
  const { head, all } = peeked;
  // What can be read only once goes on from here.
  const isRereadable = input.identity !== undefined;
  if (isRereadable) await all[Symbol.asyncIterator]().return?.();
  const again = isRereadable ? input : { ...input, read: () => all };
  return { input: again, isWhole: head.length < bytes, ...text };
}
