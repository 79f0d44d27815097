import { bySeconds } from "./planned-load.ts";

const MINUTE = 60;

/** Two spikes, with quiet minutes before each; beside them half of `usual`, which the table takes. */
export function twoSpikes(usual: number, spike: number) {
  return bySeconds("two spikes", [
    [MINUTE, 0],
    [5, usual / 2],
    [4, spike],
    [6, usual / 2],
    [2 * MINUTE, 0],
    [3, spike / 2],
    [4, usual],
  ]);
}

/**
 * Above what a new table on demand takes, with items of 40 units; after half an hour above the double; ten
 * minutes later above it still; and half an hour after that no more.
 */
export const growthPattern = bySeconds("growth", [
  [5, 150],
  [31 * MINUTE, 0],
  [4, 340],
  [10 * MINUTE, 0],
  [4, 300],
  [31 * MINUTE, 0],
  [3, 300],
]);

/** All in one second, after some in which burst was saved. */
export function allAtOnce(writes: number) {
  return bySeconds("all at once", [
    [6, 0],
    [1, writes],
  ]);
}
