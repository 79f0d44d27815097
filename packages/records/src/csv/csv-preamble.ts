import type { LineBlock } from "../lines/text-lines.ts";
import type { InputHead } from "./csv-head.ts";

const LINE_FEED = 0x0a;

/** The lines after the first `count` ones, which are a title, comments or a banner; they keep their numbers. */
export function linesAfter(
  blocks: AsyncIterable<LineBlock>,
  count: number,
): AsyncIterable<LineBlock> {
  return count > 0 ? withoutFirst(blocks, count) : blocks;
}

async function* withoutFirst(
  blocks: AsyncIterable<LineBlock>,
  count: number,
): AsyncGenerator<LineBlock, void, undefined> {
  for await (const { lines, next } of blocks) {
    const [first] = lines;
    const isAfter = first === undefined || first.number > count;
    yield { lines: isAfter ? lines : lines.filter(({ number }) => number > count), next };
  }
}

/** A head without its first lines. */
export function headAfter({ bytes, isWhole }: InputHead, count: number): InputHead {
  let start = 0;
  for (let line = 0; line < count && start < bytes.length; line += 1) {
    const feed = bytes.indexOf(LINE_FEED, start);
    start = feed === -1 ? bytes.length : feed + 1;
  }
  return { bytes: bytes.subarray(start), isWhole };
}
