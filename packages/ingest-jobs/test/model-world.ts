import { NO_EFFORT } from "@spillway/load";
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
import { jobEnd } from "../src/end/job-end.ts";
import type { ChunkItem } from "../src/store/items/chunk-item.ts";
import type { MetaItem } from "../src/store/items/meta-item.ts";

const LEASE_MS = 20_000;

/** What becomes of each record of a chunk: true is written, false is rejected. */
export type Records = readonly boolean[];

interface Worker {
  readonly skewMs: number;
  /** Undefined while it has nothing to do. */
  work?: {
    /** Its message, out of sight until it is deleted or the worker dies. */
    readonly message: number;
    chunk: ChunkItem;
    /** How far it has written, and before which record it has kept all reject lines. */
    written: number;
    kept: number;
    parts: number;
  };
}

/** A job with its queue and workers, in memory, driven by the state machine alone. */
export class ModelWorld {
  nowMs = 1_000_000;
  meta: MetaItem;
  readonly chunks: ChunkItem[];
  /** Messages that can be received: chunk numbers. */
  readonly queue: number[];
  readonly workers: Worker[];
  /** How often the job's end was kept. */
  ends = 0;
  /** Indexes of rejected records by chunk, attempt and part. */
  readonly #parts = new Map<string, number[]>();
  readonly #records: readonly Records[];

  constructor(records: readonly Records[], skews: readonly number[]) {
    this.#records = records;
    this.chunks = records.map((of, chunk) =>
      newChunk({ chunk, source: 0, start: 0, end: of.length, expires_at: 0 }),
    );
    this.queue = records.map((_, chunk) => chunk);
    this.workers = skews.map((skewMs) => ({ skewMs }));
    this.meta = { state: "running", chunks_total: records.length } as MetaItem;
  }

  receive(worker: Worker, at: number): void {
    const message = this.queue[at % this.queue.length];
    if (worker.work !== undefined || message === undefined) return;
    const stored = this.#stored(message);
    const claim = claimChunk(stored, this.#timeOf(worker), LEASE_MS);
    if (claim.kind === "taken") return;
    if (claim.kind === "ended") {
      if (this.#endJob(worker)) this.#delete(message);
      return;
    }
    this.#delete(message);
    const { chunk } = claim;
    this.chunks[message] = chunk;
    worker.work = { message, chunk, written: chunk.records, kept: chunk.records, parts: 0 };
    if (this.meta.stop !== undefined || this.meta.ended_at !== undefined) this.stop(worker);
  }

  write({ work }: Worker, count: number): void {
    if (work === undefined) return;
    work.written = Math.min(work.written + count, this.#recordsOf(work.message).length);
  }

  /** False where another has taken the chunk: then the worker is done with it. */
  checkpoint(worker: Worker, change: (chunk: ChunkItem) => ChunkItem = (chunk) => chunk): boolean {
    const { work } = worker;
    if (work === undefined) return false;
    const { chunk, written } = work;
    const counts = { ...chunk.counts };
    const records = this.#recordsOf(work.message);
    for (const isWritten of records.slice(chunk.records, written)) {
      if (isWritten) counts.written += 1;
      else counts.rejected += 1;
    }
    // A record after the first open one may have been rejected already: its line is in the part.
    const until = Math.min(records.length, written + 1);
    const lines = records.flatMap((isWritten, index) =>
      isWritten || index < work.kept || index >= until ? [] : [index],
    );
    work.kept = Math.max(work.kept, until);
    if (lines.length > 0) {
      this.#parts.set(`${chunk.chunk}/${chunk.attempt}/${work.parts}`, lines);
      work.parts += 1;
    }
    const at = chunkAt(
      chunk,
      { next: written, byte: written, counts, effort: NO_EFFORT, load: {} } as never,
      work.parts,
    );
    return this.#save(worker, change(leased(at, this.#timeOf(worker), LEASE_MS)));
  }

  /** @param diesAfter how many steps it comes through */
  handOn(worker: Worker, diesAfter: number): void {
    const { work } = worker;
    if (work === undefined) return;
    if (diesAfter === 0) {
      this.die(worker);
      return;
    }
    if (!this.checkpoint(worker, (chunk) => releasedChunk(chunk))) return;
    if (diesAfter > 1) this.queue.push(work.message);
    if (diesAfter === 2) this.queue.push(work.message);
    if (diesAfter === 1) this.queue.push(work.message);
    delete worker.work;
  }

  /** Ends its chunk if it has written all of it. */
  end(worker: Worker, diesAfter: number): void {
    const { work } = worker;
    if (work === undefined || work.written < this.#recordsOf(work.message).length) return;
    if (diesAfter === 0) {
      this.die(worker);
      return;
    }
    if (!this.checkpoint(worker)) return;
    if (!this.#save(worker, endedChunk(work.chunk, "done", undefined))) return;
    this.#leave(worker, diesAfter);
  }

  stop(worker: Worker): void {
    const { work } = worker;
    if (work === undefined || this.meta.stop === undefined) return;
    if (!this.checkpoint(worker, (chunk) => endedChunk(chunk, "stopped", undefined))) return;
    this.#leave(worker, 9);
  }

  die(worker: Worker): void {
    if (worker.work !== undefined) this.queue.push(worker.work.message);
    delete worker.work;
  }

  /** Indexes of the reject lines that count for a chunk. */
  rejectsOf({ chunk, segments }: ChunkItem): number[] {
    return segments.flatMap(({ attempt, parts, next }) =>
      Array.from(
        { length: parts },
        (_, part) => this.#parts.get(`${chunk}/${attempt}/${part}`) ?? [],
      )
        .flat()
        .filter((index) => index < next),
    );
  }

  #leave(worker: Worker, diesAfter: number): void {
    const { work } = worker;
    if (work === undefined) return;
    // Where the job does not end yet, its last chunk's worker ends it; a message that comes back does too.
    const isSettled = diesAfter > 1 && this.#endJob(worker);
    if (!isSettled || diesAfter === 2) this.queue.push(work.message);
    delete worker.work;
  }

  /** False where the message must come back. */
  #endJob(worker: Worker): boolean {
    const end = jobEnd(this.meta, this.chunks, this.#timeOf(worker));
    if (end.kind === "ended") return true;
    if (end.kind === "not yet") return this.meta.stop === undefined;
    for (const chunk of end.fence) {
      const stored = this.#stored(chunk.chunk);
      if (!isOwnedBy(stored, chunk.attempt) || stored.lease_until !== chunk.lease_until)
        return false;
      this.chunks[chunk.chunk] = fencedChunk(stored);
    }
    this.meta = { ...this.meta, state: end.state, ended_at: "now" };
    this.ends += 1;
    return true;
  }

  #save(worker: Worker, chunk: ChunkItem): boolean {
    const { work } = worker;
    if (work === undefined) return false;
    if (!isOwnedBy(this.#stored(work.message), chunk.attempt)) {
      this.die(worker);
      return false;
    }
    this.chunks[work.message] = chunk;
    work.chunk = chunk;
    return true;
  }

  #stored(chunk: number): ChunkItem {
    const stored = this.chunks[chunk];
    if (stored === undefined) throw new Error(`there is no chunk ${chunk}`);
    return stored;
  }

  #recordsOf(chunk: number): Records {
    return this.#records[chunk] ?? [];
  }

  #delete(message: number): void {
    this.queue.splice(this.queue.indexOf(message), 1);
  }

  #timeOf(worker: Worker): number {
    return this.nowMs + worker.skewMs;
  }
}
