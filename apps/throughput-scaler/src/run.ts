import { TABLE_RESOURCE } from "@spillway/capacity";
import { readEvent } from "@spillway/lambda-runtime";
import type { Access, ThrottledCapacity } from "@spillway/throughput-scaling";
import * as z from "zod";

/** What one invocation is for. */
export type Run =
  | { readonly kind: "schedule" }
  /** Says what would be done. */
  | { readonly kind: "dry run" }
  | {
      readonly kind: "alarm";
      readonly name: string;
      /** By the table's name, what the alarm says was throttled; empty where it has ended. */
      readonly throttled: ReadonlyMap<string, readonly ThrottledCapacity[]>;
    };

const alarmSchema = z.object({
  alarmName: z.string().default("?"),
  state: z.object({ value: z.string() }),
  configuration: z
    .object({
      metrics: z
        .array(
          z.object({
            metricStat: z
              .object({
                metric: z.object({
                  name: z.string().optional(),
                  dimensions: z.record(z.string(), z.string()).default({}),
                }),
              })
              .optional(),
          }),
        )
        .default([]),
    })
    .default({ metrics: [] }),
});

const eventSchema = z.object({
  dryRun: z.boolean().optional(),
  source: z.string().optional(),
  /** An alarm that invokes the function itself. */
  alarmData: alarmSchema.optional(),
  /** An alarm's event that EventBridge brings. */
  "detail-type": z.string().optional(),
  detail: z.unknown().optional(),
});

const ALARM_DETAIL = "CloudWatch Alarm State Change";

/**
 * What an event asks for: EventBridge's schedule, an alarm on throttle events of a table or global index,
 * or a person's `{"dryRun": true}`.
 *
 * @throws `EVENT_INVALID`
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
 */
export function runOf(event: unknown): Run {
  const read = readEvent(eventSchema, event);
  if (read.dryRun === true) return { kind: "dry run" };
  if (read.source !== "aws.cloudwatch") return { kind: "schedule" };
  const alarm =
    read["detail-type"] === ALARM_DETAIL ? readEvent(alarmSchema, read.detail) : read.alarmData;
  if (alarm === undefined) return { kind: "schedule" };
  const { alarmName: name, state, configuration } = alarm;
  const throttled = new Map<string, ThrottledCapacity[]>();
  if (state.value !== "ALARM") return { kind: "alarm", name, throttled };
  for (const { metricStat } of configuration.metrics) {
    const { name: metric = "", dimensions = {} } = metricStat?.metric ?? {};
    const { TableName: table, GlobalSecondaryIndexName: index } = dimensions;
    if (table === undefined) continue;
    const known = throttled.get(table) ?? [];
    throttled.set(table, known);
    const access = accessOf(metric);
    if (access !== undefined) known.push({ resource: index ?? TABLE_RESOURCE, access });
  }
  return { kind: "alarm", name, throttled };
}

/** Which capacity a metric's throttles are of; an alarm on something else only has its table looked at. */
function accessOf(metric: string): Access | undefined {
  if (!/^(Read|Write)(ProvisionedThroughput)?ThrottleEvents$/.test(metric)) return undefined;
  return metric.startsWith("Read") ? "read" : "write";
}
