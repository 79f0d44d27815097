import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import * as z from "zod";
import { answerAsJson } from "./answer-as-json.ts";
import type { DescribedShard } from "./shard-lineage.ts";
import type { ResumeAt } from "./shard-positions.ts";
import type { ReadRecord } from "./stream-record.ts";

/** Where reading a shard begins. */
export type ReadFrom = ResumeAt | { readonly kind: "trim-horizon" } | { readonly kind: "latest" };

/** A stream as it is now. */
export interface DescribedStream {
  readonly shards: readonly DescribedShard[];
  /** The table's partition key. */
  readonly partitionKey: string | undefined;
}

/** What one request read. */
export interface ReadRecords {
  readonly records: readonly ReadRecord[];
  /** Where to go on; undefined at the end of a shard that is closed. */
  readonly next: string | undefined;
}

const recordsRead = z.object({
  Records: z.custom<readonly ReadRecord[]>(Array.isArray),
  NextShardIterator: z.string().optional(),
});

/** What Lambda asks of a stream with a function's role. */
export class StreamClient {
  readonly #client: () => Promise<DynamoDBStreamsClient>;
  readonly #streamArn: string;

  /** @param client calls as the function's role, which may change */
  constructor(client: () => Promise<DynamoDBStreamsClient>, streamArn: string) {
    this.#client = client;
    this.#streamArn = streamArn;
  }

  async describe(): Promise<DescribedStream> {
    const client = await this.#client();
    const shards: DescribedShard[] = [];
    let partitionKey: string | undefined;
    let after: string | undefined;
    do {
      const { StreamDescription: stream = {} } = await client.send(
        new DescribeStreamCommand({ StreamArn: this.#streamArn, ExclusiveStartShardId: after }),
      );
      for (const shard of stream.Shards ?? []) {
        shards.push({
          id: shard.ShardId ?? "",
          parentId: shard.ParentShardId,
          isClosed: shard.SequenceNumberRange?.EndingSequenceNumber !== undefined,
        });
      }
      partitionKey ??= stream.KeySchema?.find(({ KeyType }) => KeyType === "HASH")?.AttributeName;
      after = stream.LastEvaluatedShardId;
    } while (after !== undefined);
    return { shards, partitionKey };
  }

  /** An iterator of a shard. What is asked for and no longer kept begins with what still is. */
  async iterator(shardId: string, from: ReadFrom): Promise<string | undefined> {
    try {
      return await this.#iterator(shardId, from);
    } catch (error) {
      if (!(error instanceof TrimmedDataAccessException)) throw error;
      return this.#iterator(shardId, { kind: "trim-horizon" });
    }
  }

  /** Reads on; "expired" when the iterator is too old or what it points at no longer kept. */
  async read(iterator: string): Promise<ReadRecords | "expired"> {
    const client = await this.#client();
    try {
      const asked = new GetRecordsCommand({ ShardIterator: iterator });
      const answer = answerAsJson(asked);
      await client.send(asked);
      const { Records: records, NextShardIterator: next } = recordsRead.parse(answer());
      return { records, next };
    } catch (error) {
      if (error instanceof ExpiredIteratorException) return "expired";
      if (error instanceof TrimmedDataAccessException) return "expired";
      throw error;
    }
  }

  async #iterator(ShardId: string, from: ReadFrom): Promise<string | undefined> {
    const client = await this.#client();
    const { ShardIterator: iterator } = await client.send(
      new GetShardIteratorCommand({
        StreamArn: this.#streamArn,
        ShardId,
        ShardIteratorType: ITERATOR_TYPES[from.kind],
        ...("sequenceNumber" in from && { SequenceNumber: from.sequenceNumber }),
      }),
    );
    return iterator;
  }
}

const ITERATOR_TYPES = {
  after: "AFTER_SEQUENCE_NUMBER",
  at: "AT_SEQUENCE_NUMBER",
  "trim-horizon": "TRIM_HORIZON",
  latest: "LATEST",
} as const;
