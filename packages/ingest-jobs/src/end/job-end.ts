import type { JobState } from "../job.ts";
import type { ChunkItem } from "../store/items/chunk-item.ts";
import { hasEnded, type MetaItem } from "../store/items/meta-item.ts";

/** What is to be done about a job's end. */
export type JobEnd =
  /** It has ended before. */
  | { readonly kind: "ended" }
  /** Some chunk is to be written yet, or its worker has not stopped. */
  | { readonly kind: "not yet" }
  /**
   * It ends so, once `fence` are taken from owners who have not been heard of, and from whoever may come for
   * one that has rejects.
   */
  | {
      readonly kind: "ends";
      readonly state: Extract<
        JobState,
        "succeeded" | "succeeded with rejects" | "failed" | "cancelled"
      >;
      readonly fence: readonly ChunkItem[];
    };

/**
 * Whether a job ends, and how. Of a job that was stopped no chunk is begun any more: a worker that
 * claims one looks at the job after that, and gives it back. So it ends when no worker has a chunk.
 */
export function jobEnd(meta: MetaItem, chunks: readonly ChunkItem[], nowMs: number): JobEnd {
  if (hasEnded(meta)) return { kind: "ended" };
  const { chunks_total: total, stop } = meta;
  const done = chunks.filter(({ state }) => state === "done").length;
  if (total !== undefined && done === total) {
    const isWhole = chunks.every(({ counts }) => counts.rejected === 0 && counts.failed === 0);
    return { kind: "ends", state: isWhole ? "succeeded" : "succeeded with rejects", fence: [] };
  }
  if (stop === undefined) return { kind: "not yet" };
  const open = chunks.filter(({ state }) => state === "open");
  if (open.some(({ lease_until }) => lease_until > nowMs)) return { kind: "not yet" };
  // The rest have nothing that is still to be put together.
  const fence = open.filter(({ lease_until, segments }) => lease_until > 0 || segments.length > 0);
  return { kind: "ends", state: stop === "fail" ? "failed" : "cancelled", fence };
}
