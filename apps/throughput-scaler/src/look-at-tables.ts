import { awsRequest, type GetMetricData } from "@spillway/aws";
import {
  type MinutesByResource,
  type MinutesSpan,
  minutesNeeded,
  readMinutes,
  type TableScaling,
} from "@spillway/throughput-scaling";
import { type LookServices, lookAtTable, type TableLook } from "./look-at-table.ts";

/** A table of the settings. */
export type Table = readonly [name: string, scaling: TableScaling];

/** What was seen of a table, with the minutes that CloudWatch knows of it; or why nothing was. */
export type Looked =
  | (Extract<TableLook, { kind: "seen" }> & { readonly minutes: MinutesByResource })
  | Extract<TableLook, { kind: "not steered" }>
  | { readonly kind: "failed"; readonly error: unknown };

/** What looks need. */
export interface LooksServices extends LookServices {
  readonly getMetricData: GetMetricData;
}

/** When it is looked, and what for. */
export interface LooksSpan extends Omit<MinutesSpan, "minutes"> {
  /** Whether something can be decided though CloudWatch can't be read: what an alarm says. */
  readonly withoutMetrics: boolean;
}

/**
 * Looks at some tables side by side, and reads the minutes of all in one request. One that fails is told
 * so, and does not stop the others.
 */
export async function lookAtTables(
  services: LooksServices,
  tables: readonly Table[],
  span: LooksSpan,
): Promise<readonly (readonly [Table, Looked])[]> {
  const looks = await Promise.allSettled(tables.map(([name]) => lookAtTable(services, name)));
  const minutes = await awsRequest("could not read CloudWatch metrics", services.target, () =>
    minutesOf(services, tables, looks, span),
  ).catch((error: unknown) => ({ error }));
  return tables.map((table, at): [Table, Looked] => {
    const look = looks[at];
    if (look?.status !== "fulfilled") return [table, { kind: "failed", error: look?.reason }];
    if (look.value.kind === "not steered") return [table, look.value];
    if (!("error" in minutes)) {
      return [table, { ...look.value, minutes: minutes.get(table[0]) ?? new Map() }];
    }
    if (!span.withoutMetrics) return [table, { kind: "failed", error: minutes.error }];
    return [table, { ...look.value, minutes: new Map() }];
  });
}

async function minutesOf(
  { getMetricData }: LooksServices,
  tables: readonly Table[],
  looks: readonly PromiseSettledResult<TableLook>[],
  span: LooksSpan,
): Promise<ReadonlyMap<string, MinutesByResource>> {
  const resources = new Map<string, readonly string[]>();
  let minutes = 1;
  for (const [at, [name, scaling]] of tables.entries()) {
    const look = looks[at];
    if (look?.status !== "fulfilled" || look.value.kind !== "seen") continue;
    resources.set(name, [...look.value.described.resources.keys()]);
    minutes = Math.max(minutes, minutesNeeded(scaling));
  }
  if (resources.size === 0) return new Map();
  return await readMinutes(getMetricData, resources, { ...span, minutes });
}
