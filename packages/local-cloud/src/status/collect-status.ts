import type { UsageEvent } from "@spillway/capacity-proxy";
import type { SourceSnapshot } from "../event-sources/mappings/source.ts";
import { tableOfStream } from "../event-sources/stream/stream-mapping.ts";
import type { EnvironmentsSnapshot } from "../lambda-host/warm-environments.ts";
import type { DeployedLists } from "./deployed.ts";
import type { FunctionResults } from "./function-results.ts";
import type { QueueLevels } from "./queue-levels.ts";
import type { RouteResults } from "./route-results.ts";
import type {
  ApiRouteStatus,
  EventSourceStatus,
  FunctionStatus,
  QueueStatus,
  ScheduleStatus,
  TableStatus,
} from "./status-document.ts";
import { waitsFor } from "./waits-for.ts";

/** What is known of a rule or schedule that fires. */
export interface ScheduleFacts {
  readonly name: string;
  readonly expression: string;
  /** In ms since 1970; undefined when it never fires again. */
  readonly nextMs: number | undefined;
}

/** What is known of one region. */
export interface RegionFacts {
  readonly region: string;
  readonly deployed: DeployedLists;
  readonly results: Pick<FunctionResults, "of">;
  readonly levels: Pick<QueueLevels, "of">;
  /** Its environments by function. */
  readonly environments: Readonly<Record<string, EnvironmentsSnapshot>>;
  /** How the mapping of a UUID gets on, while it is enabled. */
  readonly sourceOf: (uuid: string) => SourceSnapshot | undefined;
  /** What fires by schedule. */
  readonly schedules: readonly ScheduleFacts[];
  /** Requests to HTTP APIs. */
  readonly routes: Pick<RouteResults, "list">;
}

/** The functions of a region: those that ran last first, then by name. */
export function functionStatuses(facts: RegionFacts): FunctionStatus[] {
  const { region, deployed, environments, results } = facts;
  return deployed.functions
    .map((name) => ({
      region,
      name,
      running: environments[name]?.running ?? 0,
      warm: environments[name]?.warm ?? 0,
      pids: [...(environments[name]?.pids ?? [])],
      ...results.of(name),
    }))
    .sort(
      (one, other) =>
        (other.last?.at ?? "").localeCompare(one.last?.at ?? "") ||
        one.name.localeCompare(other.name),
    );
}

/** The event source mappings of a region: those with a problem first. */
export function eventSourceStatuses(facts: RegionFacts): EventSourceStatus[] {
  const { region, deployed, levels, sourceOf } = facts;
  return deployed.mappings
    .map(({ uuid, source, functionArn, enabled }) => {
      const running = enabled ? sourceOf(uuid) : undefined;
      const { lastResult, problem } = running ?? {};
      const table = tableOfStream(source);
      const sourceName = table ?? nameOf(source);
      const level = table === undefined ? levels.of(sourceName) : undefined;
      return {
        region,
        uuid,
        source,
        sourceName,
        // The alias or version stays, which says more than the name alone.
        function: functionArn.split(":").slice(6).join(":"),
        enabled,
        waitsFor: waitsFor({ enabled, problem, level, running }),
        batchesInFlight: running?.batchesInFlight ?? 0,
        ...(lastResult === undefined ? {} : { lastResult }),
        ...(problem === undefined ? {} : { problem }),
      };
    })
    .sort(
      (one, other) =>
        Number(other.problem !== undefined) - Number(one.problem !== undefined) ||
        one.function.localeCompare(other.function),
    );
}

/** The queues of a region: those that hold the most first. */
export function queueStatuses({ region, deployed, levels }: RegionFacts): QueueStatus[] {
  const held = ({ visible, inFlight, delayed }: QueueStatus) => visible + inFlight + delayed;
  return deployed.queues
    .map((name) => ({ region, name, ...levels.of(name) }))
    .sort((one, other) => held(other) - held(one) || one.name.localeCompare(other.name));
}

/**
 * The tables of a region and their global indexes, those that throttled or were used the most first.
 *
 * @param totals of the capacity proxy, since the start
 * @param now units of the last whole second, by table and index
 */
export function tableStatuses(
  { region, deployed }: RegionFacts,
  totals: readonly UsageEvent[],
  now: (table: string, index: string | undefined) => { writeUnits: number; readUnits: number },
): TableStatus[] {
  const used = totals.filter((event) => event.region === region);
  const statuses = deployed.tables.flatMap((name) => {
    const events = used.filter(({ table }) => table === name);
    const known = events.some(({ index }) => index === undefined);
    return [
      ...(known ? [] : [{ ...UNUSED, region, name }]),
      ...events.map((event) => tableStatus(event, now(event.table, event.index))),
    ];
  });
  const throttles = ({ writeThrottles, readThrottles }: TableStatus) =>
    writeThrottles + readThrottles;
  const units = ({ writeUnits, readUnits }: TableStatus) => writeUnits + readUnits;
  return statuses.sort(
    (one, other) =>
      throttles(other) - throttles(one) ||
      units(other) - units(one) ||
      one.name.localeCompare(other.name),
  );
}

const UNUSED = {
  writeUnitsNow: 0,
  readUnitsNow: 0,
  writeUnits: 0,
  readUnits: 0,
  writeThrottles: 0,
  readThrottles: 0,
};

function tableStatus(
  event: UsageEvent,
  now: { readonly writeUnits: number; readonly readUnits: number },
): TableStatus {
  const { region, table, index, provisionedWriteUnits, provisionedReadUnits } = event;
  return {
    region,
    name: table,
    ...(index === undefined ? {} : { index }),
    ...(provisionedWriteUnits === undefined ? {} : { provisionedWriteUnits }),
    ...(provisionedReadUnits === undefined ? {} : { provisionedReadUnits }),
    writeUnitsNow: now.writeUnits,
    readUnitsNow: now.readUnits,
    writeUnits: event.consumedWriteUnits,
    readUnits: event.consumedReadUnits,
    writeThrottles: event.writeThrottleEvents,
    readThrottles: event.readThrottleEvents,
  };
}

/** What fires by schedule in a region: what fires next first. */
export function scheduleStatuses({ region, schedules }: RegionFacts): ScheduleStatus[] {
  return schedules
    .map(({ name, expression, nextMs }) => ({
      region,
      name,
      expression,
      ...(nextMs === undefined ? {} : { next: new Date(nextMs).toISOString() }),
    }))
    .sort((one, other) => (one.next ?? NEVER).localeCompare(other.next ?? NEVER));
}

/** The routes of a region's HTTP APIs that were called: the most frequent first. */
export function apiRouteStatuses({ region, routes }: RegionFacts): ApiRouteStatus[] {
  return routes.list().map((one) => ({ region, ...one }));
}

/** After every year. */
const NEVER = "A";

/** `orders` of `arn:aws:sqs:us-east-1:123456789012:orders`. */
function nameOf(arn: string): string {
  return arn.split(":").at(-1) ?? arn;
}
