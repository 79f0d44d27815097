import { compareSequenceNumbers } from "../../../src/event-sources/stream/sequence-number.ts";
import type { DescribedStream, ReadFrom } from "../../../src/event-sources/stream/stream-client.ts";
import type { ReadRecord } from "../../../src/event-sources/stream/stream-record.ts";

interface FakeShard {
  readonly id: string;
  readonly parentId: string | undefined;
  isClosed: boolean;
  readonly records: ReadRecord[];
}

/** A stream in memory whose table has the partition key `id`, with shards that a test opens and closes. */
export class FakeStream {
  readonly #shards = new Map<string, FakeShard>();
  readonly #now: () => number;
  #number = 100;
  /** How many records a read gives at most. */
  pageSize = 1_000;
  /** Thrown by the next request. */
  failure: Error | undefined;
  /** What was asked for, in order. */
  readonly asked: string[] = [];

  /** @param now milliseconds, when records are written */
  constructor(now: () => number) {
    this.#now = now;
  }

  open(id: string, parentId?: string): void {
    this.#shards.set(id, { id, parentId, isClosed: false, records: [] });
  }

  close(id: string): void {
    this.#shard(id).isClosed = true;
  }

  /** Writes a record of a partition; gives its sequence number. */
  write(shardId: string, partition: string, image: object = {}): string {
    this.#number += 1;
    const SequenceNumber = String(this.#number);
    const dynamodb = {
      ApproximateCreationDateTime: this.#now() / 1_000,
      Keys: { id: { S: partition } },
      NewImage: { id: { S: partition }, ...image },
      SequenceNumber,
      SizeBytes: 10,
      StreamViewType: "NEW_AND_OLD_IMAGES",
    };
    const record = { eventID: SequenceNumber, eventName: "INSERT", dynamodb };
    this.#shard(shardId).records.push(record);
    return SequenceNumber;
  }

  async describe(): Promise<DescribedStream> {
    this.#ask("describe");
    return { shards: [...this.#shards.values()], partitionKey: "id" };
  }

  async iterator(shardId: string, from: ReadFrom): Promise<string> {
    this.#ask(`${from.kind} ${shardId}`);
    const { records } = this.#shard(shardId);
    if (from.kind === "trim-horizon") return `${shardId}|0`;
    if (from.kind === "latest") return `${shardId}|${records.length}`;
    const isWanted = ({ dynamodb }: ReadRecord) => {
      const order = compareSequenceNumbers(dynamodb.SequenceNumber, from.sequenceNumber);
      return from.kind === "after" ? order > 0 : order >= 0;
    };
    const place = records.findIndex(isWanted);
    return `${shardId}|${place < 0 ? records.length : place}`;
  }

  async read(iterator: string) {
    const [shardId = "", place = ""] = iterator.split("|");
    this.#ask(`read ${shardId}`);
    const { records, isClosed } = this.#shard(shardId);
    const end = Math.min(records.length, Number(place) + this.pageSize);
    const next = isClosed && end === records.length ? undefined : `${shardId}|${end}`;
    return { records: records.slice(Number(place), end), next };
  }

  #ask(what: string): void {
    this.asked.push(what);
    const { failure } = this;
    this.failure = undefined;
    if (failure) throw failure;
  }

  #shard(id: string): FakeShard {
    const shard = this.#shards.get(id);
    if (shard === undefined) throw new Error(`there is no shard ${id}`);
    return shard;
  }
}
