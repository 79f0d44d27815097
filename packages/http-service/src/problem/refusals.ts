import type * as z from "zod";

/** How the caller is told of an error of one code. */
export interface Refusal {
  /** HTTP status, 400 to 599. */
  readonly status: number;
  /** What of the error's `details` the caller is told: members of the problem document. Default: nothing. */
  readonly details?: z.ZodObject;
}

/**
 * The errors that the caller may know, by their codes: each by its status alone, or with some of its details. Those
 * of 429 and 503 are answered with `Retry-After`: the error's details may say it, as `retryAfterSeconds`.
 *
 * @example
 * const refusals = {
 *   CART_NOT_FOUND: 404,
 *   SOLD_OUT: { status: 409, details: z.object({ left: z.int() }) },
 * } satisfies Refusals;
 */
export type Refusals = Readonly<Record<string, number | Refusal>>;

/** A refusal that may have been given by its status alone. */
export function refusalOf(refusals: Refusals, code: string): Refusal | undefined {
  const refusal = refusals[code];
  return typeof refusal === "number" ? { status: refusal } : refusal;
}
