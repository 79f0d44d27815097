import type { CapacityView, MinuteUsage, ResourceView } from "@spillway/capacity";
import { type DescribedTable, viewWithoutMinutes } from "../control/described-table.ts";

/** Minutes of a table: by the index's name, or `TABLE_RESOURCE`. */
export type MinutesByResource = ReadonlyMap<string, readonly MinuteUsage[]>;

/**
 * A table as whoever steers its capacity sees it.
 *
 * @param minutesByResource who is not in it has no minutes
 * @param nowMs the time, in milliseconds since 1970
 * @example
 * const { Table = {} } = await client.send(new DescribeTableCommand({ TableName: "orders" }));
 * const minutes = await readMinutes(getMetricData, new Map([["orders", [TABLE_RESOURCE]]]), span);
 * tableView(describedTable(Table), minutes.get("orders") ?? new Map(), span.nowMs);
 */
export function tableView(
  table: DescribedTable,
  minutesByResource: MinutesByResource,
  nowMs: number,
): CapacityView {
  return withMinutes(viewWithoutMinutes(table, nowMs), minutesByResource);
}

/** The same view with the minutes that were read apart from it. */
export function withMinutes(
  view: CapacityView,
  minutesByResource: MinutesByResource,
): CapacityView {
  const resources = new Map<string, ResourceView>();
  for (const [name, resource] of view.resources) {
    resources.set(name, { ...resource, minutes: minutesByResource.get(name) ?? resource.minutes });
  }
  return { ...view, resources };
}
