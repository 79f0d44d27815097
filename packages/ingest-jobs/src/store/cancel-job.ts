import { ingestJobsError } from "../errors.ts";
import type { JobSummary } from "../job.ts";
import { itemKeys } from "./items/keys.ts";
import { hasEnded, metaItemSchema, summaryOf } from "./items/meta-item.ts";
import { type JobPlaces, tableOf } from "./job-places.ts";
import { found, itemFrom, updateOf, valuesOf } from "./jobs-table.ts";
import { sendPlan } from "./submit-job.ts";

/**
 * Has a job stopped. One that fails meanwhile fails: whoever stops it first decides. A message goes out
 * that has a worker end it, each time that it is asked: no other may be left, or none for hours.
 *
 * @returns undefined where there is no such job
 * @throws SpillwayError `JOB_ENDED`
 */
export async function cancelJob(places: JobPlaces, id: string): Promise<JobSummary | undefined> {
  const { ConditionalCheckFailedException, UpdateItemCommand } = await import(
    "@aws-sdk/client-dynamodb"
  );
  const client = await places.clients.dynamodb();
  try {
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName: places.table,
        Key: itemFrom(itemKeys.meta(id)),
        ...updateOf({ stop: "cancel", state: "cancelling" }),
        ConditionExpression: "attribute_exists(running) AND attribute_not_exists(#stop)",
        ReturnValues: "ALL_NEW",
      }),
    );
    await sendPlan(places, id);
    return summaryOf(id, metaItemSchema.parse(valuesOf(Attributes)));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
  const item = await found(tableOf(places), itemKeys.meta(id), true);
  if (item === undefined) return undefined;
  const meta = metaItemSchema.parse(item);
  if (hasEnded(meta) && meta.state !== "cancelled") {
    throw ingestJobsError("JOB_ENDED", `expected a job that runs; ${id} has ${meta.state}`);
  }
  if (!hasEnded(meta)) await sendPlan(places, id);
  return summaryOf(id, meta);
}
