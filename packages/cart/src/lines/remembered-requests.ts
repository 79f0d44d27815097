import * as z from "zod";
import type { RequestKey } from "../carts.ts";
import { requestDigests } from "../items/request-digests.ts";

/**
 * Windows that a line has sets of digests for: this one, the ones before and after it, and two that are being
 * forgotten. A prime number, so that a line which is changed at the same hour each day has another set each time.
 */
const WINDOWS = 5;
const SETS = ["keys_0", "keys_1", "keys_2", "keys_3", "keys_4"] as const;

/** Requests of one line that are remembered in one window: no shopper comes to it. They take 11 KB. */
export const MAX_REQUESTS = 500;
/** Two of each request. */
const MAX_DIGESTS = 2 * MAX_REQUESTS;

/** What a line remembers of requests: one set of digests for each window. */
export const rememberedSchema = z.object({
  keys_0: z.set(z.string()).optional(),
  keys_1: z.set(z.string()).optional(),
  keys_2: z.set(z.string()).optional(),
  keys_3: z.set(z.string()).optional(),
  keys_4: z.set(z.string()).optional(),
});
export type Remembered = z.output<typeof rememberedSchema>;

/**
 * What goes into an update of a line so that the request acts once: it is remembered in the line itself, in the
 * same write, and refused where it is known. Time is cut into windows of `repeatSeconds`, which take turns in
 * five sets; each write drops the two sets that are farthest from its own, so that a request is known for one window
 * at least, and nobody has to clean up. The set of the next window is kept: a machine whose clock is ahead, or whose
 * write came through sooner, may have written to it already. Pure.
 */
export function rememberRequest(request: RequestKey, nowMs: number, repeatSeconds: number) {
  const { ofKey, ofPayload } = requestDigests(request);
  const turn = turnAt(nowMs, repeatSeconds);
  const setOf = (window: number) => `keys_${(turn + window) % WINDOWS}`;
  return {
    add: `${setOf(0)} :digests`,
    remove: `${setOf(2)}, ${setOf(3)}`,
    condition: [
      ...SETS.map((set) => `NOT contains(${set}, :ofKey)`),
      `(attribute_not_exists(${setOf(0)}) OR size(${setOf(0)}) < :full)`,
    ].join(" AND "),
    values: {
      ":digests": new Set([ofKey, ofPayload]),
      ":ofKey": ofKey,
      ":full": MAX_DIGESTS,
    },
  };
}

/** Whether a line knows this request, or the same key of another one. Pure. */
export function recallRequest(
  remembered: Remembered,
  request: RequestKey,
): "unknown" | "same" | "other" {
  const { ofKey, ofPayload } = requestDigests(request);
  const sets = SETS.map((set) => remembered[set]).filter((set) => set !== undefined);
  if (!sets.some((set) => set.has(ofKey))) return "unknown";
  return sets.some((set) => set.has(ofPayload)) ? "same" : "other";
}

/** Whether a line can remember no more requests in this window. Pure. */
export function isFull(remembered: Remembered, nowMs: number, repeatSeconds: number): boolean {
  const set = SETS[turnAt(nowMs, repeatSeconds)];
  return set !== undefined && (remembered[set]?.size ?? 0) >= MAX_DIGESTS;
}

/** Whole seconds until the next window begins, in which a line can remember requests again. Pure. */
export function nextWindowSeconds(nowMs: number, repeatSeconds: number): number {
  return repeatSeconds - (Math.floor(nowMs / 1_000) % repeatSeconds);
}

/** Which of the sets is that of the present window. */
function turnAt(nowMs: number, repeatSeconds: number): number {
  return Math.floor(nowMs / 1_000 / repeatSeconds) % WINDOWS;
}
