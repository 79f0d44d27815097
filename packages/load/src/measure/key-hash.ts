const SEED_LOW = 0xdeadbeef;
const SEED_HIGH = 0x41c6ce57;
const TWO_TO_32 = 4_294_967_296;
/** What is left of the second half, so that both are a whole number that a double holds. */
const HIGH_BITS = 0x1fffff;

/**
 * A number from 0 to 2^53 - 1 for a text, by which keys are known without being kept: that one of a billion
 * other keys has the same as a given one has a chance of one in nine million. Not for secrets.
 *
 * It mixes two 32-bit halves as MurmurHash3 does, by the text's UTF-16 units.
 *
 * @param before the hash of a text that stands before this one: the key of two attributes
 */
export function keyHash(text: string, before = 0): number {
  let low = SEED_LOW ^ (before >>> 0);
  let high = SEED_HIGH ^ Math.floor(before / TWO_TO_32);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 2_654_435_761);
    high = Math.imul(high ^ code, 1_597_334_677);
  }
  const mixedLow = mixed(low) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  const mixedHigh = mixed(high) ^ Math.imul(mixedLow ^ (mixedLow >>> 13), 3_266_489_909);
  return TWO_TO_32 * (mixedHigh & HIGH_BITS) + (mixedLow >>> 0);
}

function mixed(half: number): number {
  return Math.imul(half ^ (half >>> 16), 2_246_822_507);
}
