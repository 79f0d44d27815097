import type { Reason } from "@spillway/errors";
import { itemKeys } from "./items/keys.ts";
import { type MetaItem, metaItemSchema } from "./items/meta-item.ts";
import { found, itemFrom, type JobsTable, updateOf } from "./jobs-table.ts";

/** Longer messages would make the item of the job, which all its workers read, a large one. */
const REASON_CHARACTERS = 1_000;

/** A job's item, as it is now or, without `consistent`, as it was a moment ago. */
export async function metaOfJob(
  table: JobsTable,
  job: string,
  consistent = true,
): Promise<MetaItem | undefined> {
  const item = await found(table, itemKeys.meta(job), consistent);
  return item === undefined ? undefined : metaItemSchema.parse(item);
}

/**
 * Has a job fail: no chunk of it is begun any more. Changes nothing where it was stopped before.
 *
 * @returns whether it was this call
 */
export async function failJob(
  table: JobsTable,
  job: string,
  { code, message, hint }: Reason & { readonly hint?: string },
): Promise<boolean> {
  const reason = {
    code,
    message: message.slice(0, REASON_CHARACTERS),
    ...(hint !== undefined && { hint: hint.slice(0, REASON_CHARACTERS) }),
  };
  return updateMeta(table, job, { stop: "fail", reason }, [], "attribute_not_exists(#stop)");
}

/**
 * Changes a job that has not ended.
 *
 * @param condition on attributes that are set
 * @returns false where it has ended, or the condition does not hold
 */
export async function updateMeta(
  table: JobsTable,
  job: string,
  set: Partial<MetaItem>,
  remove: readonly string[],
  condition?: string,
): Promise<boolean> {
  const { ConditionalCheckFailedException, UpdateItemCommand } = await import(
    "@aws-sdk/client-dynamodb"
  );
  const client = await table.client();
  const update = updateOf(set, remove);
  const names = { "#running": "running", ...(condition?.includes("#stop") && { "#stop": "stop" }) };
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: itemFrom(itemKeys.meta(job)),
        ...update,
        ExpressionAttributeNames: { ...update.ExpressionAttributeNames, ...names },
        ConditionExpression: ["attribute_exists(#running)", ...(condition ? [condition] : [])].join(
          " AND ",
        ),
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return false;
  }
}

/** Remembers that the notice of a job's end was sent. */
export async function rememberNotice(table: JobsTable, job: string): Promise<void> {
  const { UpdateItemCommand } = await import("@aws-sdk/client-dynamodb");
  const client = await table.client();
  await client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: itemFrom(itemKeys.meta(job)),
      ...updateOf({ noticed: true }),
    }),
  );
}
