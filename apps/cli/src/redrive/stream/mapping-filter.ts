import { awsRequest } from "@spillway/aws";
import type { Clients } from "@spillway/aws-clients";
import { isSpillwayError } from "@spillway/errors";
import { parseEventPattern } from "@spillway/event-pattern";
import type { RecordFilter } from "./stream-reader.ts";

/**
 * The filter criteria by which the function gets records of streams. Without them a range that is read again
 * would bring records that it was never meant to get.
 *
 * @returns a filter that takes all where the mappings can't be listed, or one has no criteria
 */
export async function mappingFilter(clients: Clients, functionName: string): Promise<RecordFilter> {
  const { paginateListEventSourceMappings } = await import("@aws-sdk/client-lambda");
  const client = await clients.lambda();
  const patterns: string[] = [];
  let takesAll = false;
  try {
    await awsRequest(`could not list mappings of ${functionName}`, clients.target, async () => {
      const input = { FunctionName: functionName };
      for await (const page of paginateListEventSourceMappings({ client }, input)) {
        for (const { EventSourceArn = "", FilterCriteria } of page.EventSourceMappings ?? []) {
          if (!EventSourceArn.includes(":dynamodb:")) continue;
          const filters = FilterCriteria?.Filters ?? [];
          takesAll ||= filters.length === 0;
          patterns.push(...filters.map(({ Pattern = "{}" }) => Pattern));
        }
      }
    });
  } catch (error) {
    if (isSpillwayError(error)) return () => true;
    throw error;
  }
  if (takesAll || patterns.length === 0) return () => true;
  const parsed = patterns.map(parseEventPattern);
  return (record) => parsed.some((pattern) => pattern.matches(record));
}
