/** An alias: the version that it names, and those that get a part of its invocations. */
export interface Alias {
  readonly version: string;
  /** From a version to its part, 0 to 1; the rest goes to `version`. */
  readonly weights: Readonly<Record<string, number>>;
}

/**
 * The version that one invocation of an alias runs.
 *
 * @param at a random number from 0 up to 1
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
 * @example
 * versionOf({ version: "1", weights: { 2: 0.1 } }, 0.05) // "2"
 */
export function versionOf({ version, weights }: Alias, at: number): string {
  let upTo = 0;
  for (const [other, weight] of Object.entries(weights)) {
    upTo += weight;
    if (at < upTo) return other;
  }
  return version;
}
