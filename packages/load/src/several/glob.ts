import picomatch from "picomatch";

/** What makes a name a pattern. */
const MAGIC = /[*?[\]{}]/;

/** A pattern of names, taken apart. */
export interface Glob {
  /** The folders before the first that is a pattern, without a slash at the end: `data/2026`. */
  readonly base: string;
  /** What every name below the base begins with: `part-` of `part-*.csv`. */
  readonly beginning: string;
  /** How many folders deep it reaches below the base; 1 for the base's own files. */
  readonly depth: number;
  /** Whether it asks for names that begin with a point or an underscore. */
  readonly hiddenToo: boolean;
  /** @param path below the base */
  readonly matches: (path: string) => boolean;
}

/** Whether a name stands for others: `data/*.csv`, `part-?.json`, `{a,b}.csv`, `**`. */
export function isGlob(name: string): boolean {
  return MAGIC.test(name);
}

/** @see https://github.com/micromatch/picomatch#globbing-features */
export function globOf(pattern: string): Glob {
  const segments = pattern.split("/");
  const first = segments.findIndex(isGlob);
  const base = segments.slice(0, first).join("/");
  const below = segments.slice(first).join("/");
  const hiddenToo = segments.slice(first).some((segment) => /^[._]/.test(segment));
  const test = picomatch(below, { nonegate: true, dot: hiddenToo });
  return {
    base: base === "" && first > 0 ? "/" : base,
    beginning: below.slice(0, below.search(MAGIC)),
    depth: below.includes("**") ? Number.POSITIVE_INFINITY : segments.length - first,
    hiddenToo,
    matches: (path) => test(path),
  };
}
