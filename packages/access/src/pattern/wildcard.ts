import { type Pattern, parsePattern } from "./pattern.ts";

/** Any number of characters, also none. */
const MANY = Symbol("*");
/** One character. */
const ONE = Symbol("?");

/** A pattern with its variables filled in: each element is a character, `*` or `?`. */
export type Glob = readonly (string | typeof MANY | typeof ONE)[];

/**
 * Fills in the variables of a pattern.
 *
 * @param variable gives a variable's value, or undefined where the request has none.
 * @returns undefined where a variable has neither a value nor a default: then nothing matches.
 */
export function toGlob(
  pattern: Pattern,
  variable: (key: string) => string | undefined,
): Glob | undefined {
  const glob: (string | typeof MANY | typeof ONE)[] = [];
  for (const part of pattern.parts) {
    if (part.kind === "many") glob.push(MANY);
    else if (part.kind === "one") glob.push(ONE);
    else {
      const text = part.kind === "text" ? part.text : (variable(part.key) ?? part.fallback);
      if (text === undefined) return undefined;
      glob.push(...text.split(""));
    }
  }
  return glob;
}

/** Whether the whole text matches, in time that grows with pattern × text at the worst. */
export function matchesGlob(glob: Glob, text: string): boolean {
  let inGlob = 0;
  let inText = 0;
  // Where to go on if the last `*` has to take one character more.
  let afterMany = -1;
  let takenByMany = 0;
  while (inText < text.length) {
    const element = glob[inGlob];
    if (element === MANY) {
      inGlob += 1;
      afterMany = inGlob;
      takenByMany = inText;
    } else if (element !== undefined && (element === ONE || element === text.charAt(inText))) {
      inGlob += 1;
      inText += 1;
    } else if (afterMany >= 0) {
      takenByMany += 1;
      inText = takenByMany;
      inGlob = afterMany;
    } else {
      return false;
    }
  }
  while (glob[inGlob] === MANY) inGlob += 1;
  return inGlob === glob.length;
}

/**
 * Whether the whole text matches a pattern in which `*` stands for any number of characters and `?` for
 * one, as in a policy.
 *
 * @example
 * matchesWildcards("spillway-*-consumer", "spillway-local-buffer-consumer"); // true
 */
export function matchesWildcards(pattern: string, text: string): boolean {
  const parsed = parsePattern(pattern, { wildcards: true, variables: false });
  const glob = parsed && toGlob(parsed, () => undefined);
  return glob !== undefined && matchesGlob(glob, text);
}

/** Cuts at each character `separator`, into at most `limit` pieces: the last one keeps the rest. */
export function splitGlob(glob: Glob, separator: string, limit: number): readonly Glob[] {
  const pieces: Glob[] = [];
  let from = 0;
  while (pieces.length < limit - 1) {
    const at = glob.indexOf(separator, from);
    if (at < 0) break;
    pieces.push(glob.slice(from, at));
    from = at + 1;
  }
  return [...pieces, glob.slice(from)];
}
