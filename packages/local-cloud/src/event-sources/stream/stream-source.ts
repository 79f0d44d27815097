import { randomUUID } from "node:crypto";
import { ResourceNotFoundException } from "@aws-sdk/client-dynamodb-streams";
import type { Clock } from "@spillway/pacing";
import type { Delivery } from "../../destinations/delivery.ts";
import type { ErrorReport } from "../../error-report.ts";
import { type FunctionReference, functionReference } from "../../lambda-host/function-reference.ts";
import type { InvokeFunction } from "../../lambda-host/lambda-host.ts";
import { Wakeup } from "../../sqs/wakeup.ts";
import { errorText } from "../mappings/error-text.ts";
import { ProcessingResult } from "../mappings/processing-result.ts";
import type { Source, SourceSnapshot } from "../mappings/source.ts";
import { failureDelivery } from "./failure-record.ts";
import type { LaneSurroundings } from "./lane.ts";
import { latestShards, shardsToBegin } from "./shard-lineage.ts";
import { type ReaderSurroundings, ShardReader } from "./shard-reader.ts";
import type { StreamClient } from "./stream-client.ts";
import { streamFilter } from "./stream-filter.ts";
import type { StreamMapping } from "./stream-mapping.ts";
import type { StreamProgress } from "./stream-progress.ts";
import type { TableWrites } from "./table-writes.ts";

/** What CloudWatch counts of stream mappings, by function. */
export type StreamMetric = "IteratorAge" | "DestinationDeliveryFailures";

export type StreamObserver = (functionName: string, metric: StreamMetric, value: number) => void;

export interface StreamSourceOptions {
  readonly mapping: StreamMapping;
  /** When to begin: a source of the same mapping may still be about to end. */
  readonly before: Promise<void>;
  readonly client: Pick<StreamClient, "describe" | "iterator" | "read">;
  /** Tells when it is worth reading the stream. */
  readonly writes: Pick<TableWrites, "listen">;
  /** Whether items of the table go by themselves when their time has come. */
  readonly hasTimeToLive: (table: string) => Promise<boolean>;
  readonly progress: StreamProgress;
  readonly clock: Clock;
  readonly invoke: InvokeFunction;
  /** Sends to a destination as the function's role. */
  readonly send: (from: FunctionReference, arn: string, delivery: Delivery) => Promise<void>;
  readonly observe: StreamObserver;
  readonly onError: ErrorReport;
}

/** Shards are looked for when one ends; else so often. */
const DESCRIBE_EVERY_MS = 120_000;
/** What is removed by time to live is told by no request. */
const LONGEST_LOOK_MS = { withTimeToLive: 4_000, without: 120_000 };
const REST_AFTER_ERROR_MS = 2_000;
const LONGEST_REST_MS = 30_000;

/** Delivers the records of one table's stream to one function, as an enabled event source mapping does. */
export class StreamSource implements Source {
  readonly #options: StreamSourceOptions;
  readonly #reference: FunctionReference;
  readonly #surroundings: ReaderSurroundings;
  readonly #readers = new Map<string, ShardReader>();
  readonly #result = new ProcessingResult();
  readonly #stopping = new AbortController();
  readonly #begun = Promise.withResolvers<void>();
  readonly #wakeup: Wakeup;
  readonly #ended: Promise<void>;
  #longestLookMs: number = LONGEST_LOOK_MS.without;
  #isTimeToLiveKnown = false;
  #errors = 0;
  #reported: string | undefined;

  constructor(options: StreamSourceOptions) {
    const { mapping, client, progress, clock } = options;
    this.#options = options;
    this.#reference = functionReference(mapping.functionArn);
    this.#wakeup = new Wakeup(clock);
    this.#surroundings = {
      mapping,
      client,
      progress,
      clock,
      isWanted: streamFilter(mapping.patterns),
      longestLookMs: () => this.#longestLookMs,
      polled: () => this.#polled(),
      cannotPoll: (error) => this.#cannotPoll(error),
      cannotKeep: (error) => this.#report(error),
      invoke: (records, payload) => {
        const age = clock.now() - (records.at(-1)?.arrivedAt ?? 0);
        options.observe(this.#reference.name, "IteratorAge", Math.max(0, age));
        return options.invoke(this.#reference, payload);
      },
      giveUp: (given) => this.#giveUp(given),
      succeeded: () => this.#result.succeeded(),
      failed: (why, error) => {
        this.#result.failed(why);
        if (error !== undefined) this.#report(error);
      },
    };
    this.#ended = this.#run();
  }

  get begun(): Promise<void> {
    return this.#begun.promise;
  }

  snapshot(): SourceSnapshot {
    const { problem } = this.#result;
    const readers = [...this.#readers.values()];
    const sum = (of: (reader: ShardReader) => number) =>
      readers.reduce((total, reader) => total + of(reader), 0);
    return {
      lastResult: this.#result.toString(),
      ...(problem === undefined ? {} : { problem }),
      batchesInFlight: sum(({ batchesInFlight }) => batchesInFlight),
      recordsWaiting: sum(({ recordsWaiting }) => recordsWaiting),
    };
  }

  look(): void {
    this.#wakeup.call();
    for (const reader of this.#readers.values()) reader.hurry();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wakeup.call();
    await this.#ended;
    await Promise.all([...this.#readers.values()].map((reader) => reader.stop()));
  }

  async #run(): Promise<void> {
    const { before, writes, mapping } = this.#options;
    await before;
    const ends = writes.listen(mapping.tableName, (event) => {
      if (event === "changed") {
        this.#isTimeToLiveKnown = false;
        this.#wakeup.call();
      }
      for (const reader of this.#readers.values()) reader.arrived();
    });
    while (!this.#stopping.signal.aborted) {
      this.#wakeup.reset();
      const restMs = await this.#look();
      this.#begun.resolve();
      await this.#wakeup.sleep(restMs);
    }
    this.#begun.resolve();
    ends();
  }

  /** Begins what can be begun; gives how long to wait before the next look. */
  async #look(): Promise<number> {
    try {
      if (!this.#isTimeToLiveKnown) await this.#askTimeToLive();
      await this.#beginShards();
      this.#errors = 0;
      return DESCRIBE_EVERY_MS;
    } catch (error) {
      this.#cannotPoll(error);
      const restMs = Math.min(LONGEST_REST_MS, REST_AFTER_ERROR_MS * 2 ** this.#errors);
      this.#errors += 1;
      return restMs;
    }
  }

  async #askTimeToLive(): Promise<void> {
    const { mapping, hasTimeToLive } = this.#options;
    this.#isTimeToLiveKnown = true;
    const expires = await hasTimeToLive(mapping.tableName).catch(() => false);
    this.#longestLookMs = expires ? LONGEST_LOOK_MS.withTimeToLive : LONGEST_LOOK_MS.without;
  }

  async #beginShards(): Promise<void> {
    const { mapping, client, progress, clock } = this.#options;
    const { shards, partitionKey } = await client.describe();
    const isFirst = !progress.isBegun;
    if (isFirst) {
      const { ended, latest } =
        mapping.startingPosition === "LATEST" ? latestShards(shards) : { ended: [], latest: [] };
      progress.begin(ended, latest, clock.now());
    }
    progress.keepOnly(shards.map(({ id }) => id));
    const ready = shardsToBegin(shards, (id) =>
      this.#readers.has(id) ? "begun" : progress.standingOf(id) === "ended" ? "ended" : undefined,
    );
    const fresh = ready.map((shardId) => {
      const since = progress.latestSince(shardId);
      const reader = new ShardReader({
        shardId,
        partitionKey,
        from: { kind: isFirst && since !== undefined ? "latest" : "trim-horizon" },
        since: since === undefined || isFirst ? undefined : Math.floor(since / 1_000) * 1_000,
        surroundings: this.#surroundings,
        onEnded: () => {
          this.#readers.delete(shardId);
          this.#wakeup.call();
        },
      });
      this.#readers.set(shardId, reader);
      return reader.begun;
    });
    await Promise.all(fresh);
  }

  async #giveUp(given: Parameters<LaneSurroundings["giveUp"]>[0]): Promise<void> {
    const { mapping, clock, send, observe, onError } = this.#options;
    const { uuid, streamArn, functionArn, onFailure } = mapping;
    if (onFailure === undefined) {
      const { records, condition, shardId } = given;
      const first = records.at(0)?.sequenceNumber;
      onError(
        `event source ${uuid} gave up ${records.length} records of ${shardId} from ${first} on: ${condition}`,
        undefined,
      );
      return;
    }
    const givenUp = { mappingId: uuid, streamArn, functionArn, ...given };
    try {
      await send(this.#reference, onFailure, failureDelivery(givenUp, clock.now(), randomUUID));
    } catch (error) {
      observe(this.#reference.name, "DestinationDeliveryFailures", 1);
      throw error;
    }
  }

  #polled(): void {
    this.#reported = undefined;
    this.#result.polled();
  }

  #cannotPoll(error: unknown): void {
    const { streamArn } = this.#options.mapping;
    const isGone = error instanceof ResourceNotFoundException;
    this.#result.cannotPoll(isGone ? `stream ${streamArn} does not exist` : errorText(error));
    // Whoever deletes a table before its mapping knows it.
    if (!isGone) this.#report(error);
  }

  /** Says what went wrong, once as long as it is the same. */
  #report(error: unknown): void {
    const { mapping, onError } = this.#options;
    const why = errorText(error);
    if (why === this.#reported || this.#stopping.signal.aborted) return;
    this.#reported = why;
    onError(`event source ${mapping.uuid}`, error);
  }
}
