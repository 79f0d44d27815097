import { type Checkpoint, effortOf, type LoadReport, NO_EFFORT } from "@spillway/load";
import type { ReportedError } from "@spillway/table-writer";
import type { ChunkItem } from "../store/items/chunk-item.ts";

/** So many errors of its records a chunk keeps; the others are in its rejects. */
const KEPT_ERRORS = 3;
const KEPT_MESSAGE_CHARACTERS = 200;

/**
 * What an attempt without a record done counts: one that ended badly ten times one whose time was up.
 * Above the most the job fails: after 5 attempts in a row that ended badly, or 50 that did nothing.
 */
export const STALL = 10;
const IDLE = 1;
export const MOST_STALLS = 50;

/** A chunk that nobody has begun. */
export function newChunk(
  facts: Pick<ChunkItem, "chunk" | "source" | "start" | "end" | "expires_at">,
): ChunkItem {
  return {
    ...facts,
    state: "open",
    attempt: 0,
    lease_until: 0,
    at: facts.start,
    records: 0,
    counts: { written: 0, deduplicated: 0, rejected: 0, failed: 0, spilled: 0 },
    effort: NO_EFFORT,
    stalls: 0,
    segments: [],
    errors: [],
  };
}

/** What a worker gets that asks for a chunk. */
export type Claim =
  /** It is the worker's: `attempt` is the worker's own from now on. */
  | { readonly kind: "claimed"; readonly chunk: ChunkItem }
  /** Nothing is left to be done. */
  | { readonly kind: "ended" }
  /** Another worker has it, at least so long. */
  | { readonly kind: "taken"; readonly freeInMs: number };

/** Claims a chunk that is free, or whose owner has not been heard of until its lease ran out. */
export function claimChunk(chunk: ChunkItem, nowMs: number, leaseMs: number): Claim {
  if (chunk.state !== "open") return { kind: "ended" };
  if (chunk.lease_until > nowMs) return { kind: "taken", freeInMs: chunk.lease_until - nowMs };
  return {
    kind: "claimed",
    chunk: {
      ...chunk,
      attempt: chunk.attempt + 1,
      lease_until: nowMs + leaseMs,
      stalls: chunk.stalls + STALL,
    },
  };
}

/** Whether a stored chunk is still that of an attempt: the condition of each of its writes. */
export function isOwnedBy(stored: ChunkItem, attempt: number): boolean {
  return stored.state === "open" && stored.attempt === attempt;
}

/**
 * A chunk at a checkpoint of its owner. The counts are those of all its records that have ended, from
 * the first attempt on: they take the place of the earlier ones, so nothing is added twice.
 *
 * @param parts objects with reject lines that the attempt has kept so far
 */
export function chunkAt(
  chunk: ChunkItem,
  { next, byte, counts, effort, load }: Checkpoint,
  parts: number,
): ChunkItem {
  const others = chunk.segments.filter(({ attempt }) => attempt !== chunk.attempt);
  const own = parts > 0 ? [{ attempt: chunk.attempt, parts, next }] : [];
  return {
    ...chunk,
    at: byte ?? chunk.at,
    records: next,
    counts: { ...counts },
    effort,
    stalls: next > chunk.records ? 0 : chunk.stalls,
    segments: [...others, ...own],
    load: JSON.stringify(load),
  };
}

/**
 * The chunk of a stopped job as its load left it. Nobody goes on from its checkpoint, so what ended after
 * the first open record counts as well.
 *
 * @param parts objects with all the reject lines that the attempt has kept
 */
export function settledChunk(chunk: ChunkItem, report: LoadReport, parts: number): ChunkItem {
  const { read, written, deduplicated, rejected, failed, spilled, unsent, durationMs } = report;
  const others = chunk.segments.filter(({ attempt }) => attempt !== chunk.attempt);
  return {
    ...chunk,
    counts: { written, deduplicated, rejected, failed: failed - unsent, spilled },
    effort: { ...effortOf(report), durationMs },
    segments: parts > 0 ? [...others, { attempt: chunk.attempt, parts, next: read }] : others,
    // What was left unsent has the stop for its reason, and has not ended.
    errors: keptErrors(
      chunk,
      report.errors.filter(({ code }) => code !== report.stopped?.code),
    ),
  };
}

/** The chunk's lease from now on. */
export function leased(chunk: ChunkItem, nowMs: number, leaseMs: number): ChunkItem {
  return { ...chunk, lease_until: nowMs + leaseMs };
}

/**
 * A chunk that its owner gives back for another to go on with. A worker whose time was up did nothing
 * wrong, and counts little.
 */
export function releasedChunk(
  chunk: ChunkItem,
  failure?: { readonly code: string; readonly message: string },
): ChunkItem {
  if (failure === undefined) {
    return { ...chunk, lease_until: 0, stalls: Math.max(0, chunk.stalls - STALL + IDLE) };
  }
  const message = failure.message.slice(0, KEPT_MESSAGE_CHARACTERS);
  return { ...chunk, lease_until: 0, last_error: { code: failure.code, message } };
}

/** A chunk that has ended: all of it is done, or its job was stopped before. */
export function endedChunk(
  chunk: ChunkItem,
  state: "done" | "stopped",
  rejects: ChunkItem["rejects"],
): ChunkItem {
  return { ...chunk, state, lease_until: 0, ...(rejects && { rejects }) };
}

/** A chunk that is taken from an owner who has not been heard of, so that its counts stand still. */
export function fencedChunk(chunk: ChunkItem): ChunkItem {
  return { ...chunk, state: "stopped", attempt: chunk.attempt + 1, lease_until: 0 };
}

/** The chunk with the first of its records that were not written. Those that have not ended come again. */
export function withErrors(chunk: ChunkItem, errors: readonly ReportedError[]): ChunkItem {
  const ended = errors.filter(({ position }) => position.index < chunk.records);
  return { ...chunk, errors: keptErrors(chunk, ended) };
}

function keptErrors(chunk: ChunkItem, more: readonly ReportedError[]): ChunkItem["errors"] {
  return [...chunk.errors, ...more.map(keptError)].slice(0, KEPT_ERRORS);
}

function keptError({ code, message, position }: ReportedError): ChunkItem["errors"][number] {
  const { index, line, byte } = position;
  return {
    code,
    message: message.slice(0, KEPT_MESSAGE_CHARACTERS),
    position: { index, ...(line !== undefined && { line }), ...(byte !== undefined && { byte }) },
  };
}
