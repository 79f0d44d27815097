import * as z from "zod";
import type { RequestKey } from "../carts.ts";
import { requestDigests } from "../items/request-digests.ts";

/** Of the sets of digests that a line has. */
const TURNS = [0, 1, 2, 3] as const;

/** Of one window: 500 requests, which no shopper comes to. They take 11 KB. */
const MAX_DIGESTS = 1_000;

/** What a line remembers of requests: one set of digests for each window. */
export const rememberedSchema = z.object({
  keys_0: z.set(z.string()).optional(),
  keys_1: z.set(z.string()).optional(),
  keys_2: z.set(z.string()).optional(),
  keys_3: z.set(z.string()).optional(),
});
export type Remembered = z.output<typeof rememberedSchema>;

/**
 * What goes into an update of a line so that the request acts once: it is remembered in the line itself, in the
 * same write, and refused where it is known. Time is cut into windows of `repeatSeconds`, which take turns in
 * four sets; each write drops the set of the window before the last. So a request is known for one window at least,
 * and nobody has to clean up. The fourth set is for writes that come late, from the window before: what they drop
 * is not what is being remembered now. Pure.
 */
export function rememberRequest(request: RequestKey, nowMs: number, repeatSeconds: number) {
  const { ofKey, ofPayload } = requestDigests(request);
  const turn = turnAt(nowMs, repeatSeconds);
  return {
    add: `keys_${turn} :digests`,
    remove: `keys_${(turn + 2) % TURNS.length}`,
    condition: [
      ...TURNS.map((each) => `NOT contains(keys_${each}, :ofKey)`),
      `(attribute_not_exists(keys_${turn}) OR size(keys_${turn}) < :full)`,
    ].join(" AND "),
    values: {
      ":digests": new Set([ofKey, ofPayload]),
      ":ofKey": ofKey,
      ":full": MAX_DIGESTS,
    },
  };
}

/** Whether a line knows this request, or the same key of another one. Pure. */
export function recallRequest(line: Remembered, request: RequestKey): "unknown" | "same" | "other" {
  const { ofKey, ofPayload } = requestDigests(request);
  const sets = TURNS.map((turn) => line[`keys_${turn}`]);
  if (!sets.some((set) => set?.has(ofKey))) return "unknown";
  return sets.some((set) => set?.has(ofPayload)) ? "same" : "other";
}

/** Whether a line can remember no more requests in this window. Pure. */
export function isFull(line: Remembered, nowMs: number, repeatSeconds: number): boolean {
  return (line[`keys_${turnAt(nowMs, repeatSeconds)}`]?.size ?? 0) >= MAX_DIGESTS;
}

function turnAt(nowMs: number, repeatSeconds: number): (typeof TURNS)[number] {
  const turn = Math.floor(nowMs / 1_000 / repeatSeconds) % TURNS.length;
  return TURNS[turn] ?? 0;
}
