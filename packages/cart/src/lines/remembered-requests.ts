import * as z from "zod";
import type { RequestKey } from "../carts.ts";
import { requestDigests } from "../items/request-digests.ts";

/** Windows that a line has sets of digests for: this one, the one before, and the one that is being forgotten. */
const WINDOWS = 3;

/** What a line remembers of requests: one set of digests for each window. */
export const rememberedSchema = z.object({
  keys_0: z.set(z.string()).optional(),
  keys_1: z.set(z.string()).optional(),
  keys_2: z.set(z.string()).optional(),
});
export type Remembered = z.output<typeof rememberedSchema>;

/**
 * What goes into an update of a line so that the request acts once: it is remembered in the line itself, in the
 * same write, and refused where it is known. Time is cut into windows of `repeatSeconds`, which take turns in
 * three sets; each write drops the set whose window comes next, so that a request is known for one window at
 * least, two at the most while the line keeps changing, and nobody has to clean up. Pure.
 */
export function rememberRequest(request: RequestKey, nowMs: number, repeatSeconds: number) {
  const { ofKey, ofPayload } = requestDigests(request);
  const turn = Math.floor(nowMs / 1_000 / repeatSeconds) % WINDOWS;
  return {
    add: `keys_${turn} :digests`,
    remove: `keys_${(turn + 1) % WINDOWS}`,
    condition:
      "NOT contains(keys_0, :ofKey) AND NOT contains(keys_1, :ofKey) AND NOT contains(keys_2, :ofKey)",
    values: { ":digests": new Set([ofKey, ofPayload]), ":ofKey": ofKey },
  };
}

/** Whether a line knows this request, or the same key of another one. Pure. */
export function recallRequest(
  { keys_0, keys_1, keys_2 }: Remembered,
  request: RequestKey,
): "unknown" | "same" | "other" {
  const { ofKey, ofPayload } = requestDigests(request);
  const sets = [keys_0, keys_1, keys_2].filter((set) => set !== undefined);
  if (!sets.some((set) => set.has(ofKey))) return "unknown";
  return sets.some((set) => set.has(ofPayload)) ? "same" : "other";
}
