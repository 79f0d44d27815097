import * as z from "zod";
import { compareSequenceNumbers } from "./sequence-number.ts";

/** How far a mapping is with a shard: what is kept of it. */
export const shardProgress = z.object({
  /** For each lane: all its records up to this one are done. Null: none is known to be. */
  lanes: z.array(z.string().nullable()),
  /** The first record that was read of it. */
  first: z.string().optional(),
  /** Whether it is handled to its end. */
  ended: z.literal(true).optional(),
});

export type ShardProgress = z.infer<typeof shardProgress>;

/** Where reading goes on; undefined where it never began. */
export type ResumeAt =
  | { readonly kind: "after"; readonly sequenceNumber: string }
  | { readonly kind: "at"; readonly sequenceNumber: string };

interface Read {
  readonly sequenceNumber: string;
  /** The record of the shard before it, of any lane. */
  readonly before: string | null;
}

/**
 * How far each lane of a shard is. A record counts as done only when all before it of its lane are: so going on from
 * what is kept skips none, and hands over again at most what was under way.
 */
export class ShardPositions {
  readonly #resumed: readonly (string | null)[];
  /** Read and not done, by lane. */
  readonly #open: Read[][];
  #first: string | undefined;
  #last: string | null;

  /** @param progress what was kept; another number of lanes than then is fine */
  constructor(laneCount: number, progress: ShardProgress = { lanes: [] }) {
    const { lanes, first } = progress;
    const least = lanes.length === 0 ? null : lanes.reduce(earlier);
    this.#resumed = Array.from({ length: laneCount }, (_, lane) =>
      lanes.length === laneCount ? (lanes[lane] ?? null) : least,
    );
    this.#open = Array.from({ length: laneCount }, () => []);
    this.#first = first;
    this.#last = least;
  }

  get resumeAt(): ResumeAt | undefined {
    if (this.#last !== null) return { kind: "after", sequenceNumber: this.#last };
    return this.#first === undefined ? undefined : { kind: "at", sequenceNumber: this.#first };
  }

  /**
   * Takes a record that was read.
   *
   * @returns whether it is still to be handled; one that was done before is not
   */
  read(lane: number, sequenceNumber: string): boolean {
    const resumed = this.#resumed[lane] ?? null;
    const before = this.#last;
    this.#first ??= sequenceNumber;
    this.#last = sequenceNumber;
    if (resumed !== null && compareSequenceNumbers(sequenceNumber, resumed) <= 0) return false;
    this.#open[lane]?.push({ sequenceNumber, before });
    return true;
  }

  /** Takes a record that a filter let go: it is done once those of its lane before it are. */
  skip(sequenceNumber: string): void {
    this.#first ??= sequenceNumber;
    this.#last = sequenceNumber;
  }

  /** Takes so many records of a lane, its first ones, as done or given up. */
  done(lane: number, count: number): void {
    this.#open[lane]?.splice(0, count);
  }

  /** What is to be kept now. */
  progress(): ShardProgress {
    const lanes = this.#open.map(([first], lane) => {
      const position = first === undefined ? this.#last : first.before;
      return later(position, this.#resumed[lane] ?? null);
    });
    return { lanes, ...(this.#first !== undefined && { first: this.#first }) };
  }
}

function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return null;
  return compareSequenceNumbers(one, other) <= 0 ? one : other;
}

function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return compareSequenceNumbers(one, other) >= 0 ? one : other;
}
