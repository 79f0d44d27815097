/** Chance that a seed decides. */
export interface SeededRandom {
  /** From 0 to below 1, evenly. */
  next(): number;
  /** Around 0 with a deviation of 1, as many small causes together. */
  normal(): number;
}

/**
 * Random numbers that are the same for the same seed. For loads, never for secrets.
 *
 * @see https://github.com/bryc/code/blob/master/jshash/PRNGs.md mulberry32, in the public domain
 * @param seed a whole number
 */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}
