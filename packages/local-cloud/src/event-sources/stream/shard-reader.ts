import { ResourceNotFoundException } from "@aws-sdk/client-dynamodb-streams";
import { Wakeup } from "../../sqs/wakeup.ts";
import { Lane, type LaneSurroundings, UNTIL_CALLED_MS } from "./lane.ts";
import { laneOfKey } from "./lane-of-key.ts";
import { ShardPositions } from "./shard-positions.ts";
import type { ReadFrom, StreamClient } from "./stream-client.ts";
import type { streamFilter } from "./stream-filter.ts";
import type { StreamMapping } from "./stream-mapping.ts";
import type { StreamProgress } from "./stream-progress.ts";
import { eventRecord, type ReadRecord, type StreamRecord, streamRecord } from "./stream-record.ts";

/** What the readers of a stream's shards share. */
export interface ReaderSurroundings extends LaneSurroundings {
  readonly mapping: StreamMapping;
  readonly client: Pick<StreamClient, "iterator" | "read">;
  readonly progress: StreamProgress;
  readonly isWanted: ReturnType<typeof streamFilter>;
  /** How long to wait at most before looking again at a shard that nobody was seen to write to. */
  readonly longestLookMs: () => number;
  /** A shard was read. */
  readonly polled: () => void;
  /** A shard could not be read. */
  readonly cannotPoll: (error: unknown) => void;
  /** It could not be kept how far a shard is. */
  readonly cannotKeep: (error: unknown) => void;
}

export interface ShardReaderOptions {
  readonly shardId: string;
  readonly partitionKey: string | undefined;
  /** Where to begin when nothing is known of the shard. */
  readonly from: ReadFrom;
  /** What was changed before is not wanted, in ms since 1970. */
  readonly since: number | undefined;
  readonly surroundings: ReaderSurroundings;
  /** Told when the shard is handled to its end, or gone. */
  readonly onEnded: () => void;
}

/** Records that wait, at most, before reading goes on: more than the batches that can be under way need. */
const ROOM = { records: 2_000, batches: 2, characters: 64 * 1_024 * 1_024 };
/** A request for records gives so many at most. */
const RECORDS_PER_READ = 1_000;
/**
 * So far apart are two looks at a shard that had few records, or none: what is written meanwhile comes together.
 * Lambda looks four times a second.
 */
const READ_GAP_MS = { few: 100, none: 250 };
const FIRST_LOOK_MS = 1_000;
/** After an error it rests for so long, doubled with each further one. */
const REST_AFTER_ERROR_MS = 1_000;
const LONGEST_REST_MS = 30_000;

/** Reads one shard and hands its records to lanes, each of which keeps the order of its partitions. */
export class ShardReader {
  readonly #options: ShardReaderOptions;
  readonly #positions: ShardPositions;
  readonly #lanes: readonly Lane[];
  readonly #stopping = new AbortController();
  readonly #arrivals: Wakeup;
  readonly #room: Wakeup;
  readonly #begun = Promise.withResolvers<void>();
  readonly #ended: Promise<void>;
  #iterator: string | undefined;
  /** Characters of the records that wait or are under way. */
  #held = 0;
  #errors = 0;

  constructor(options: ShardReaderOptions) {
    const { shardId, surroundings } = options;
    const { mapping, clock, progress } = surroundings;
    this.#options = options;
    this.#arrivals = new Wakeup(clock);
    this.#room = new Wakeup(clock);
    const count = mapping.parallelizationFactor;
    this.#positions = new ShardPositions(count, progress.of(shardId));
    this.#lanes = Array.from(
      { length: count },
      (_, lane) =>
        new Lane({
          shardId,
          mapping,
          surroundings,
          signal: this.#stopping.signal,
          onDone: (records) => this.#done(lane, records),
        }),
    );
    this.#ended = this.#run();
  }

  /** Resolves when it knows where it reads, or could not find out. */
  get begun(): Promise<void> {
    return this.#begun.promise;
  }

  /** Batches that the function works on. */
  get batchesInFlight(): number {
    return this.#lanes.filter(({ inFlight }) => inFlight > 0).length;
  }

  /** Records that were read and wait for their turn. */
  get recordsWaiting(): number {
    return this.#lanes.reduce((sum, { size, inFlight }) => sum + size - inFlight, 0);
  }

  /** There may be something to read. */
  arrived(): void {
    this.#arrivals.call();
  }

  /** Tries again now what waits. */
  hurry(): void {
    this.#arrivals.call();
    for (const lane of this.#lanes) lane.hurry();
  }

  /** Reads no more, and waits until the batches under way are done. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#arrivals.call();
    this.#room.call();
    for (const lane of this.#lanes) lane.stop();
    await Promise.all([this.#ended, ...this.#lanes.map(({ ended }) => ended)]);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let isOpen = true;
    let lookMs = FIRST_LOOK_MS;
    while (isOpen && !signal.aborted) {
      if (!this.#hasRoom()) {
        await this.#room.sleep(UNTIL_CALLED_MS);
        continue;
      }
      this.#room.reset();
      this.#arrivals.reset();
      const read = await this.#read();
      this.#begun.resolve();
      if (read === "ended") isOpen = false;
      else if (read === 0) {
        const { clock, longestLookMs } = this.#options.surroundings;
        const nextAt = clock.now() + READ_GAP_MS.none;
        const called = await this.#arrivals.sleep(Math.min(longestLookMs(), lookMs));
        lookMs = called ? FIRST_LOOK_MS : Math.min(longestLookMs(), lookMs * 2);
        if (clock.now() < nextAt) await this.#sleep(nextAt - clock.now());
      } else {
        lookMs = FIRST_LOOK_MS;
        if (read < RECORDS_PER_READ) await this.#sleep(READ_GAP_MS.few);
      }
    }
    while (!signal.aborted && this.#size > 0) await this.#room.sleep(UNTIL_CALLED_MS);
    if (signal.aborted) return;
    const { shardId, surroundings, onEnded } = this.#options;
    this.#keep(() => surroundings.progress.end(shardId));
    onEnded();
  }

  /** How many records came, those included that are not wanted; after an error, a rest and none. */
  async #read(): Promise<number | "ended"> {
    const { surroundings } = this.#options;
    try {
      const read = await this.#readOnce();
      this.#errors = 0;
      surroundings.polled();
      return read;
    } catch (error) {
      this.#begun.resolve();
      this.#iterator = undefined;
      if (error instanceof ResourceNotFoundException) return "ended";
      if (!this.#stopping.signal.aborted) surroundings.cannotPoll(error);
      await this.#sleep(Math.min(LONGEST_REST_MS, REST_AFTER_ERROR_MS * 2 ** this.#errors));
      this.#errors += 1;
      return 1;
    }
  }

  async #readOnce(): Promise<number | "ended"> {
    const { shardId, from, surroundings } = this.#options;
    const { client } = surroundings;
    this.#iterator ??= await client.iterator(shardId, this.#positions.resumeAt ?? from);
    if (this.#iterator === undefined) return "ended";
    // Whoever made the mapping may now write.
    this.#begun.resolve();
    const read = await client.read(this.#iterator);
    this.#iterator = read === "expired" ? undefined : read.next;
    if (read === "expired") return 1;
    if (read.records.length > 0) this.#take(read.records);
    return read.next === undefined ? "ended" : read.records.length;
  }

  #take(records: readonly ReadRecord[]): void {
    const { shardId, since = 0, partitionKey, surroundings } = this.#options;
    const { mapping, isWanted, progress } = surroundings;
    const context = { streamArn: mapping.streamArn, partitionKey };
    const byLane = this.#lanes.map((): StreamRecord[] => []);
    for (const record of records) {
      const event = eventRecord(record, context);
      const taken = streamRecord(record, event, context);
      const lane = laneOfKey(taken.partition, byLane.length);
      if (taken.arrivedAt < since || !isWanted(event)) {
        this.#positions.skip(taken.sequenceNumber);
      } else if (this.#positions.read(lane, taken.sequenceNumber)) {
        byLane[lane]?.push(taken);
      }
    }
    // Kept before anything is handled: whoever goes on from here reads it again.
    this.#keep(() => progress.set(shardId, this.#positions.progress()));
    for (const [lane, taken] of byLane.entries()) {
      this.#held += lengthOf(taken);
      this.#lanes[lane]?.add(taken);
    }
  }

  #done(lane: number, records: readonly StreamRecord[]): void {
    const { shardId, surroundings } = this.#options;
    this.#held -= lengthOf(records);
    this.#positions.done(lane, records.length);
    this.#keep(() => surroundings.progress.set(shardId, this.#positions.progress()));
    this.#room.call();
  }

  /** What can't be kept now, on a full disk perhaps, is kept with what comes next. */
  #keep(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#options.surroundings.cannotKeep(error);
    }
  }

  get #size(): number {
    return this.#lanes.reduce((sum, { size }) => sum + size, 0);
  }

  #hasRoom(): boolean {
    const { batchSize, parallelizationFactor } = this.#options.surroundings.mapping;
    const records = Math.max(ROOM.records, ROOM.batches * batchSize * parallelizationFactor);
    return this.#size < records && this.#held < ROOM.characters;
  }

  async #sleep(ms: number): Promise<void> {
    const { clock } = this.#options.surroundings;
    await clock.sleep(ms, this.#stopping.signal).catch(() => undefined);
  }
}

function lengthOf(records: readonly StreamRecord[]): number {
  return records.reduce((sum, { text }) => sum + text.length, 0);
}
