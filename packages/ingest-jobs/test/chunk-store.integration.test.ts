import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  chunkAt,
  claimChunk,
  endedChunk,
  fencedChunk,
  isOwnedBy,
  leased,
  newChunk,
  releasedChunk,
} from "../src/chunk/chunk-state.ts";
import {
  claimStoredChunk,
  createItem,
  fenceStoredChunk,
  saveChunk,
} from "../src/store/chunk-store.ts";
import { allChunksOf } from "../src/store/find-job.ts";
import type { ChunkItem } from "../src/store/items/chunk-item.ts";
import { itemKeys } from "../src/store/items/keys.ts";
import { tableOf } from "../src/store/job-places.ts";
import { jobsPlaces } from "./jobs-places.ts";

const LEASE_MS = 20_000;
const step = fc.record({
  what: fc.constantFrom("claim", "claim", "checkpoint", "release", "end", "fence", "wait"),
  worker: fc.nat(1),
  number: fc.nat(5),
});

let world: Awaited<ReturnType<typeof jobsPlaces>>;
beforeAll(async () => {
  world = await jobsPlaces();
});
afterAll(() => world.close());

test("keeps a chunk as the state machine has it, whoever claims, saves and is late", async () => {
  const table = tableOf(world.places);
  let jobs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      jobs += 1;
      const job = `model-${jobs}`;
      let model: ChunkItem = newChunk({ chunk: 3, source: 0, start: 5, end: 90, expires_at: 9 });
      await createItem(table, { ...itemKeys.chunk(job, 3), ...model });
      // The second time changes nothing.
      await createItem(table, { ...itemKeys.chunk(job, 3), ...model, attempt: 7 });
      let nowMs = 1_000;
      /** What each worker believes its chunk to be. */
      const held: (ChunkItem | undefined)[] = [];
      for (const { what, worker, number } of steps) {
        const own = held[worker];
        if (what === "wait") nowMs += number * 6_000;
        if (what === "claim") {
          const claim = claimChunk(model, nowMs, LEASE_MS);
          const stored = await claimStoredChunk(
            table,
            { job, chunk: 3 },
            { nowMs, leaseMs: LEASE_MS },
          );
          expect(stored).toEqual(claim);
          if (claim.kind === "claimed") model = held[worker] = claim.chunk;
        }
        if (what === "fence") {
          const seen = own ?? model;
          const isFenced = isOwnedBy(model, seen.attempt) && model.lease_until === seen.lease_until;
          expect(await fenceStoredChunk(table, job, seen)).toBe(isFenced);
          if (isFenced) model = fencedChunk(seen);
        }
        if (own === undefined || ["claim", "fence", "wait"].includes(what)) continue;
        const next = changed(own, what, number, nowMs);
        const isKept = isOwnedBy(model, own.attempt);
        const saved = await saveChunk(table, job, next).then(
          () => true,
          (error: unknown) => (error as { code: string }).code !== "CHUNK_TAKEN_OVER",
        );
        expect(saved).toBe(isKept);
        if (isKept) model = held[worker] = next;
      }
      expect(await allChunksOf(table, { id: job }, { consistent: true })).toEqual([model]);
    }),
    { numRuns: 12 },
  );
});

function changed(chunk: ChunkItem, what: string, number: number, nowMs: number): ChunkItem {
  const written = chunk.counts.written + number;
  const counts = { ...chunk.counts, written };
  const effort = { ...chunk.effort, throttles: { UnprocessedItems: number } };
  const checkpoint = { next: written, byte: 5 + written, counts, effort, load: { table: "users" } };
  const at = leased(chunkAt(chunk, checkpoint as never, number), nowMs, LEASE_MS);
  if (what === "release")
    return releasedChunk(at, number > 2 ? { code: "E", message: "x" } : undefined);
  if (what === "end") return endedChunk(at, "done", { key: "rejects", bytes: number });
  return at;
}
