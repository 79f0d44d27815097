import { timeOrderedId } from "@spillway/item";
import * as z from "zod";
import { ingestJobsError } from "../errors.ts";
import type { Submission, Submitted } from "../jobs.ts";
import { objectKeys } from "../objects/object-keys.ts";
import { planMessage } from "../queue/job-message.ts";
import type { JobRequest } from "../request/job-request.ts";
import { jobTable } from "../tables.ts";
import { itemKeys, LISTED } from "./items/keys.ts";
import { type MetaItem, metaItemSchema, summaryOf } from "./items/meta-item.ts";
import { type JobPlaces, tableOf } from "./job-places.ts";
import { found, itemFrom } from "./jobs-table.ts";

const DAY_SECONDS = 86_400;
const CONFLICT_WAIT_MS = 20;
const keptKeySchema = z.object({ digest: z.string(), job: z.string(), expires_at: z.number() });

/**
 * Accepts a job. Its records and its message go out first, its item last: a job that is there has
 * both, and a message without a job is dropped by the worker.
 *
 * @throws SpillwayError `IDEMPOTENCY_KEY_REUSED`, `STRATEGY_UNAVAILABLE`
 */
export async function submitJob(
  places: JobPlaces,
  request: JobRequest,
  submission: Submission,
): Promise<Submitted> {
  assertStrategy(places, request);
  const earlier = await submittedBefore(places, submission);
  if (earlier !== undefined) return earlier;
  const nowMs = places.clock.now();
  const meta = metaOf(request, submission.caller, nowMs, places.retentionDays);
  await Promise.all([keepRecords(places, meta.id, request.records), sendPlan(places, meta.id)]);
  for (let attempt = 1; ; attempt += 1) {
    if (await keepJob(places, meta, submission)) {
      return { job: summaryOf(meta.id, meta), isNew: true };
    }
    const winner = await submittedBefore(places, submission);
    if (winner !== undefined) return winner;
    // Another transaction on the same key has not ended yet.
    await places.clock.sleep(attempt * CONFLICT_WAIT_MS);
  }
}

function assertStrategy({ tables }: JobPlaces, { table, strategy }: JobRequest): void {
  const known = jobTable(tables, table);
  // A table that may not be written is the job's reason to fail, not the request's.
  if (strategy === "direct" || known === undefined || known.buffer_queue_url !== null) return;
  throw ingestJobsError(
    "STRATEGY_UNAVAILABLE",
    `expected the table "${table}" to have a buffer queue for the strategy ${strategy}; it has none`,
    { hint: "Ask for the strategy direct." },
  );
}

async function submittedBefore(
  places: JobPlaces,
  { caller, idempotency }: Submission,
): Promise<Submitted | undefined> {
  if (idempotency === undefined) return undefined;
  const table = tableOf(places);
  const kept = await found(table, itemKeys.idempotency(caller, idempotency.key), true);
  if (kept === undefined) return undefined;
  const { digest, job, expires_at } = keptKeySchema.parse(kept);
  if (expires_at * 1_000 <= places.clock.now()) return undefined;
  if (digest !== idempotency.digest) {
    throw ingestJobsError(
      "IDEMPOTENCY_KEY_REUSED",
      `expected a new idempotency key for a new payload; "${idempotency.key}" belongs to job ${job}`,
      { hint: "Send the same payload again, or another key." },
    );
  }
  const meta = metaItemSchema.parse(await found(table, itemKeys.meta(job), true));
  return { job: summaryOf(job, meta), isNew: false };
}

function metaOf(
  { records, ...request }: JobRequest,
  caller: string,
  nowMs: number,
  retentionDays: number,
): MetaItem {
  const { source } = request;
  return {
    id: timeOrderedId(nowMs),
    state: "queued",
    table: request.table,
    strategy: request.strategy,
    source: source
      ? `s3://${source.bucket}/${source.key ?? source.prefix}`
      : `${records?.length} records`,
    created_at: new Date(nowMs).toISOString(),
    caller,
    request: JSON.stringify(request),
    expires_at: Math.floor(nowMs / 1_000) + retentionDays * DAY_SECONDS,
  };
}

async function keepRecords(
  { clients, bucket }: JobPlaces,
  id: string,
  records: JobRequest["records"],
): Promise<void> {
  if (records === undefined) return;
  const { PutObjectCommand } = await import("@aws-sdk/client-s3");
  const client = await clients.s3();
  await client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: objectKeys.input(id),
      Body: records.map((record) => `${JSON.stringify(record)}\n`).join(""),
      ContentType: "application/jsonl",
    }),
  );
}

/** Has a worker look at a job: it plans one that is new, and ends one that was stopped. */
export async function sendPlan({ clients, queueUrl }: JobPlaces, id: string): Promise<void> {
  const { SendMessageCommand } = await import("@aws-sdk/client-sqs");
  const client = await clients.sqs();
  await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: planMessage(id) }));
}

/** False where another request took the idempotency key meanwhile, or is about to. */
async function keepJob(
  places: JobPlaces,
  meta: MetaItem,
  { caller, idempotency }: Submission,
): Promise<boolean> {
  const { PutItemCommand, TransactionCanceledException, TransactWriteItemsCommand } = await import(
    "@aws-sdk/client-dynamodb"
  );
  const client = await places.clients.dynamodb();
  const put = {
    TableName: places.table,
    Item: itemFrom({
      ...itemKeys.meta(meta.id),
      ...meta,
      list_pk: LISTED,
      list_sk: meta.id,
      running: LISTED,
    }),
  };
  if (idempotency === undefined) {
    await client.send(new PutItemCommand(put));
    return true;
  }
  const kept = {
    ...itemKeys.idempotency(caller, idempotency.key),
    digest: idempotency.digest,
    job: meta.id,
    expires_at: meta.expires_at,
  };
  const claim = {
    TableName: places.table,
    Item: itemFrom(kept),
    // TTL takes days to delete what has expired.
    ConditionExpression: "attribute_not_exists(pk) OR expires_at <= :now",
    ExpressionAttributeValues: itemFrom({ ":now": Math.floor(places.clock.now() / 1_000) }),
  };
  try {
    await client.send(
      new TransactWriteItemsCommand({ TransactItems: [{ Put: put }, { Put: claim }] }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = error.CancellationReasons?.map(({ Code }) => Code) ?? [];
    if (codes.some((code) => code === "ConditionalCheckFailed" || code === "TransactionConflict")) {
      return false;
    }
    throw error;
  }
}
