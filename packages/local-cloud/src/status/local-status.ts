import type { UsageEvent } from "@spillway/capacity-proxy";
import type { NotServed } from "../gateway/not-run.ts";
import type { Activity } from "./activity.ts";
import {
  apiRouteStatuses,
  eventSourceStatuses,
  functionStatuses,
  queueStatuses,
  type RegionFacts,
  scheduleStatuses,
  tableStatuses,
} from "./collect-status.ts";
import { memoryOf } from "./process-memory.ts";
import type { ProcessStatus, StatusDocument } from "./status-document.ts";

export interface LocalStatusOptions {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endpoint: string;
  readonly moto: { readonly url: string; readonly pid: number };
  readonly capacityProxy: { readonly url: string; metrics(): readonly UsageEvent[] };
  /** The local cloud's own. */
  readonly region: string;
  readonly activity: Activity;
  /** What is known of each region in use. */
  readonly regions: () => Promise<readonly RegionFacts[]>;
  /** Ids of the processes in which functions run, moto's perhaps among them. */
  readonly children: () => readonly number[];
  readonly refusals: () => Readonly<Record<string, number>>;
  readonly notServed: () => readonly NotServed[];
}

/** Puts together what `GET /_spillway/state` answers. */
export async function localStatus(options: LocalStatusOptions): Promise<StatusDocument> {
  const { startedAt, endpoint, moto, capacityProxy, region, activity } = options;
  const [regions, processes] = await Promise.all([options.regions(), processesOf(options)]);
  const nowMs = Date.now();
  const totals = capacityProxy.metrics();
  return {
    at: new Date(nowMs).toISOString(),
    startedAt,
    uptimeSeconds: Math.max(0, (nowMs - Date.parse(startedAt)) / 1_000),
    pid: process.pid,
    endpoint,
    moto: moto.url,
    capacityProxy: capacityProxy.url,
    versions: { node: process.versions.node },
    region,
    regions: regions.map((facts) => facts.region),
    processes,
    memoryBytes: processes.reduce((sum, { memoryBytes = 0 }) => sum + memoryBytes, 0),
    functions: regions.flatMap(functionStatuses),
    eventSources: regions.flatMap(eventSourceStatuses),
    queues: regions.flatMap(queueStatuses),
    tables: regions.flatMap((facts) =>
      tableStatuses(facts, totals, (table, index) =>
        activity.history.unitsNow(facts.region, index === undefined ? table : `${table}/${index}`),
      ),
    ),
    schedules: regions.flatMap(scheduleStatuses),
    apiRoutes: regions.flatMap(apiRouteStatuses),
    requests: activity.requests(),
    refusals: options.refusals(),
    notServed: [...options.notServed()],
    errors: activity.errors(),
  };
}

async function processesOf({ moto, children }: LocalStatusOptions): Promise<ProcessStatus[]> {
  const found: Omit<ProcessStatus, "memoryBytes">[] = [
    { what: "local cloud", pid: process.pid },
    { what: "moto", pid: moto.pid },
    ...children()
      .filter((pid) => pid !== moto.pid)
      .map((pid) => ({ what: "function" as const, pid })),
  ];
  const memory = await memoryOf(found.map(({ pid }) => pid));
  return found.map((one) => {
    const memoryBytes = memory.get(one.pid);
    return memoryBytes === undefined ? one : { ...one, memoryBytes };
  });
}
