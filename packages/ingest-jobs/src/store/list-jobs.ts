import { ingestJobsError } from "../errors.ts";
import type { Jobs } from "../jobs.ts";
import { indexes, itemKeys, LISTED } from "./items/keys.ts";
import { listedItemSchema, summaryOf } from "./items/meta-item.ts";
import { type JobPlaces, tableOf } from "./job-places.ts";
import { itemFrom, valuesOf } from "./jobs-table.ts";

const ID = /^[0-9a-f-]{36}$/;

/**
 * One page of jobs, newest first.
 *
 * @throws SpillwayError `CURSOR_INVALID` for an `after` that is none
 */
export async function listJobs(
  places: JobPlaces,
  page: Parameters<Jobs["list"]>[0],
): ReturnType<Jobs["list"]> {
  const { QueryCommand } = await import("@aws-sdk/client-dynamodb");
  const { name, client } = tableOf(places);
  const hash = page.onlyRunning ? "running" : "list_pk";
  const after = page.after === undefined ? undefined : jobAt(page.after);
  const { Items = [], LastEvaluatedKey } = await (await client()).send(
    new QueryCommand({
      TableName: name,
      IndexName: page.onlyRunning ? indexes.running : indexes.byTime,
      KeyConditionExpression: "#hash = :listed",
      ExpressionAttributeNames: { "#hash": hash },
      ExpressionAttributeValues: itemFrom({ ":listed": LISTED }),
      ScanIndexForward: false,
      Limit: page.limit,
      ...(after !== undefined && {
        ExclusiveStartKey: itemFrom({ ...itemKeys.meta(after), [hash]: LISTED, list_sk: after }),
      }),
    }),
  );
  const jobs = Items.map((item) => {
    const listed = listedItemSchema.parse(valuesOf(item));
    return summaryOf(listed.list_sk, listed);
  });
  const last = jobs.at(-1);
  const isMore = LastEvaluatedKey !== undefined && last !== undefined;
  return { jobs, ...(isMore && { next: cursorAfter(last.id) }) };
}

function cursorAfter(id: string): string {
  return Buffer.from(id).toString("base64url");
}

function jobAt(cursor: string): string {
  const id = Buffer.from(cursor, "base64url").toString();
  if (ID.test(id)) return id;
  throw ingestJobsError(
    "CURSOR_INVALID",
    "expected the next of the page before; came another text",
  );
}
