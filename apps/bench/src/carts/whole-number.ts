import { benchError } from "../bench-error.ts";

/**
 * A whole number that was typed after an option.
 *
 * @param bounds the least and the most that it may be; default: no most
 * @throws SpillwayError OPTION_INVALID
 */
export function wholeNumber(
  option: string,
  text: string,
  { least, most = Number.MAX_SAFE_INTEGER }: { readonly least: number; readonly most?: number },
): number {
  const value = Number(text);
  if (text !== "" && Number.isInteger(value) && value >= least && value <= most) return value;
  const range =
    most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  throw benchError("OPTION_INVALID", `${option}: expected a whole number ${range}; came "${text}"`);
}
