import { TABLE_RESOURCE } from "@spillway/capacity";
import { isJsonObject, type JsonObject } from "../http/wire-json.ts";

/** A provisioned throughput as DescribeTable tells it, and whether it is being changed. */
export interface DescribedThroughput {
  readonly throughput: JsonObject;
  readonly isUpdating: boolean;
}

/**
 * A table's description with other throughputs in it: the table's own and its global indexes'.
 *
 * @param of tells what to write; undefined leaves it as it is
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
 */
export function withThroughputs(
  description: JsonObject,
  of: (resource: string, throughput: JsonObject) => DescribedThroughput,
): JsonObject {
  const indexes = description.GlobalSecondaryIndexes;
  const changed = (entry: JsonObject, resource: string, status: string) => {
    if (!isJsonObject(entry.ProvisionedThroughput)) return entry;
    const { throughput, isUpdating } = of(resource, entry.ProvisionedThroughput);
    const isActive = entry[status] === undefined || entry[status] === "ACTIVE";
    return {
      ...entry,
      ProvisionedThroughput: throughput,
      ...(isUpdating && isActive ? { [status]: "UPDATING" } : {}),
    };
  };
  return {
    ...changed(description, TABLE_RESOURCE, "TableStatus"),
    ...(Array.isArray(indexes)
      ? {
          GlobalSecondaryIndexes: indexes.map((index) =>
            isJsonObject(index) ? changed(index, String(index.IndexName), "IndexStatus") : index,
          ),
        }
      : {}),
  };
}

/** The throughputs of a description, by resource. */
export function throughputsOf(description: JsonObject): Readonly<Record<string, JsonObject>> {
  const found: Record<string, JsonObject> = {};
  withThroughputs(description, (resource, throughput) => {
    found[resource] = throughput;
    return { throughput, isUpdating: false };
  });
  return found;
}
