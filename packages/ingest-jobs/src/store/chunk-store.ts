import { type Claim, claimChunk, fencedChunk, STALL } from "../chunk/chunk-state.ts";
import { ingestJobsError } from "../errors.ts";
import { type ChunkItem, chunkItemSchema } from "./items/chunk-item.ts";
import { itemKeys } from "./items/keys.ts";
import { itemFrom, type JobsTable, updateOf, valuesOf } from "./jobs-table.ts";

/** Makes chunks that are not there yet; those that are stay as they are. */
export async function createChunk(table: JobsTable, job: string, chunk: ChunkItem): Promise<void> {
  await createItem(table, { ...itemKeys.chunk(job, chunk.chunk), ...chunk });
}

/** Puts an item unless there is one. */
export async function createItem(table: JobsTable, item: object): Promise<void> {
  const { ConditionalCheckFailedException, PutItemCommand } = await import(
    "@aws-sdk/client-dynamodb"
  );
  const client = await table.client();
  try {
    await client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: itemFrom(item),
        ConditionExpression: "attribute_not_exists(pk)",
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

/**
 * `claimChunk` on the stored item, in one conditional update.
 *
 * @returns undefined where there is no such chunk
 */
export async function claimStoredChunk(
  table: JobsTable,
  place: { readonly job: string; readonly chunk: number },
  times: { readonly nowMs: number; readonly leaseMs: number },
): Promise<Claim | undefined> {
  const { ConditionalCheckFailedException, UpdateItemCommand } = await import(
    "@aws-sdk/client-dynamodb"
  );
  const client = await table.client();
  const { nowMs, leaseMs } = times;
  try {
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: itemFrom(itemKeys.chunk(place.job, place.chunk)),
        UpdateExpression: "SET lease_until = :until ADD attempt :one, stalls :stall",
        ConditionExpression: "#state = :open AND lease_until <= :now",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: itemFrom({
          ":until": nowMs + leaseMs,
          ":one": 1,
          ":stall": STALL,
          ":open": "open",
          ":now": nowMs,
        }),
        ReturnValues: "ALL_NEW",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return { kind: "claimed", chunk: chunkItemSchema.parse(valuesOf(Attributes)) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if (error.Item === undefined) return undefined;
    return claimChunk(chunkItemSchema.parse(valuesOf(error.Item)), nowMs, leaseMs);
  }
}

/**
 * `fencedChunk` on the stored item, if its owner has not been heard of since it was read.
 *
 * @returns whether it is fenced now
 */
export async function fenceStoredChunk(
  table: JobsTable,
  job: string,
  chunk: ChunkItem,
): Promise<boolean> {
  return saveIfOwned(table, job, fencedChunk(chunk), chunk.attempt, chunk.lease_until);
}

/** Keeps where the reject lines of a chunk are that was fenced. */
export async function keepRejects(
  table: JobsTable,
  job: string,
  { chunk, attempt }: Pick<ChunkItem, "chunk" | "attempt">,
  rejects: NonNullable<ChunkItem["rejects"]>,
): Promise<void> {
  const { UpdateItemCommand } = await import("@aws-sdk/client-dynamodb");
  const client = await table.client();
  const update = updateOf({ rejects });
  await client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: itemFrom(itemKeys.chunk(job, chunk)),
      ...update,
      ExpressionAttributeNames: { ...update.ExpressionAttributeNames, "#attempt": "attempt" },
      ExpressionAttributeValues: {
        ...update.ExpressionAttributeValues,
        ...itemFrom({ ":own": attempt }),
      },
      ConditionExpression: "#attempt = :own",
    }),
  );
}

/**
 * Keeps what an owner has made of its chunk, if the stored one is still its attempt's.
 *
 * @throws SpillwayError `CHUNK_TAKEN_OVER` where it is not: then the caller writes nothing more
 */
export async function saveChunk(table: JobsTable, job: string, chunk: ChunkItem): Promise<void> {
  const { attempt } = chunk;
  if (await saveIfOwned(table, job, chunk, attempt)) return;
  throw ingestJobsError(
    "CHUNK_TAKEN_OVER",
    `expected chunk ${chunk.chunk} of job ${job} to be attempt ${attempt}'s; another has it`,
  );
}

async function saveIfOwned(
  table: JobsTable,
  job: string,
  chunk: ChunkItem,
  attempt: number,
  leaseUntil?: number,
): Promise<boolean> {
  const { ConditionalCheckFailedException, UpdateItemCommand } = await import(
    "@aws-sdk/client-dynamodb"
  );
  const client = await table.client();
  const update = updateOf(chunk);
  const values = { ":own": attempt, ":isOpen": "open", ":lease": leaseUntil };
  const isUnheard = leaseUntil === undefined ? "" : " AND #lease_until = :lease";
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: itemFrom(itemKeys.chunk(job, chunk.chunk)),
        ...update,
        ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ...itemFrom(values) },
        ConditionExpression: `#attempt = :own AND #state = :isOpen${isUnheard}`,
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return false;
  }
}
