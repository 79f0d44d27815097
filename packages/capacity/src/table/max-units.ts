/**
 * How many units a second somebody may take of a table or an index:
 * - `auto`: what it has: its provisioned units, or its owner's maximum on demand; without a maximum as
 *   much as it takes;
 * - a number: the same, and at most so many;
 * - a percentage such as `80%`: that part of what it has. Above 100 % it uses saved burst.
 */
export type MaxUnits = "auto" | number | `${number}%`;

/**
 * The most units a second by what somebody said and a table or an index has.
 *
 * @returns undefined for what is no such maximum, else a function from what it has, undefined for no
 * limit, to the most
 * @example
 * maxUnits("80%")?.(500); // → 400
 * maxUnits(100)?.(undefined); // → 100: on demand without a maximum of its own
 */
export function maxUnits(
  max: MaxUnits,
): ((provided: number | undefined) => number | undefined) | undefined {
  if (max === "auto") return (provided) => provided;
  if (typeof max === "number") {
    if (!(max > 0 && Number.isFinite(max))) return undefined;
    return (provided) => Math.min(max, provided ?? max);
  }
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(max)?.[1];
  const share = Number(percent ?? Number.NaN) / 100;
  if (!(share > 0 && Number.isFinite(share))) return undefined;
  return (provided) => provided && provided * share;
}
