import type { GetMetricData } from "@spillway/aws";
import { deadlineFrom, type LambdaHandler, type Telemetry } from "@spillway/lambda-runtime";
import type { Clock, Deadline } from "@spillway/pacing";
import {
  type CapacityController,
  expectedUse,
  type MinutesByResource,
  minutesNeeded,
  readMinutes,
  type ScalingStep,
  type ScalingStore,
  type TableScaling,
} from "@spillway/throughput-scaling";
import type { LearnedShapes } from "./learned-shapes.ts";
import {
  type LookServices,
  lookAtTable,
  type NotSteered,
  type TableLook,
} from "./look-at-table.ts";
import { type Run, runOf } from "./run.ts";
import type { Settings } from "./settings.ts";
import { type Steered, steerTable } from "./steer-table.ts";

/** All that the handler works with. */
export interface Services extends LookServices {
  readonly settings: Settings;
  readonly getMetricData: GetMetricData;
  readonly store: ScalingStore;
  readonly controller: CapacityController;
  readonly shapes: LearnedShapes;
  readonly clock: Clock;
  readonly logger: Pick<Telemetry["logger"], "debug" | "info" | "warn" | "error">;
}

/** What became of one table. */
export interface TableAnswer {
  readonly outcome: Steered["outcome"] | NotSteered | "failed" | "no time left";
  readonly steps?: readonly ScalingStep[];
  /** What failed. */
  readonly message?: string;
}

/** What the function answers: every table that the event asked for. */
export interface Answer {
  readonly run: Run["kind"];
  readonly tables: Readonly<Record<string, TableAnswer>>;
}

/** Kept of the time, so that what was decided can be told, in milliseconds. */
const MARGIN_MS = 3_000;
/** A table is not begun with less, in milliseconds. */
const LEAST_MS = 1_000;
/** DynamoDB takes ListTagsOfResource ten times a second. */
const TABLES_AT_ONCE = 10;
/** A raise takes seconds to minutes: the next look follows it up, and costs less than waiting. */
const WAIT_FOR_ACTIVE_MS = 5_000;

/** Looks at tables and brings their capacity to what they need: all of them, or those of an alarm. */
export function createHandler(services: Services): LambdaHandler<unknown, Answer> {
  return async (event, context) => {
    const run = runOf(event);
    const deadline = deadlineFrom(context, services.clock, MARGIN_MS);
    const tables = tablesOf(services, run);
    const answers: [string, TableAnswer][] = [];
    for (let at = 0; at < tables.length; at += TABLES_AT_ONCE) {
      const some = tables.slice(at, at + TABLES_AT_ONCE);
      answers.push(...(await steerSome({ ...services, run, deadline }, some)));
    }
    return { run: run.kind, tables: Object.fromEntries(answers) };
  };
}

type Table = readonly [name: string, scaling: TableScaling];

/** One run with what it works with. */
interface Running extends Services {
  readonly run: Run;
  readonly deadline: Deadline;
}

function tablesOf({ settings, logger }: Services, run: Run): Table[] {
  const all = [...settings.tables];
  if (run.kind !== "alarm") return all;
  const others = [...run.throttled.keys()].filter((name) => !settings.tables.has(name));
  if (others.length > 0) {
    logger.warn("an alarm names tables that are not among SCALED_TABLES", {
      alarm: run.name,
      tables: others,
    });
  }
  return all.filter(([name]) => run.throttled.has(name));
}

/** Each on its own: one that fails does not stop the others. */
async function steerSome(
  running: Running,
  tables: readonly Table[],
): Promise<[string, TableAnswer][]> {
  const { deadline, logger } = running;
  if (deadline.remainingMs() < LEAST_MS) {
    logger.warn("no time left for tables", { tables: tables.map(([name]) => name) });
    return tables.map(([name]) => [name, { outcome: "no time left" }]);
  }
  const looks = await Promise.allSettled(tables.map(([name]) => lookAtTable(running, name)));
  const minutes = minutesOf(running, tables, looks);
  return await Promise.all(
    tables.map(async (table, at): Promise<[string, TableAnswer]> => {
      const [name] = table;
      try {
        const look = looks[at];
        if (look?.status !== "fulfilled") throw look?.reason;
        if (look.value.kind === "not steered") return [name, { outcome: look.value.why }];
        return [name, await steerOne(running, table, look.value, (await minutes).get(name))];
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        logger.error("a table could not be steered", { table: name, reason: message });
        return [name, { outcome: "failed", message }];
      }
    }),
  );
}

type Seen = Extract<TableLook, { kind: "seen" }>;

async function steerOne(
  running: Running,
  [name, scaling]: Table,
  { described, sinceMs }: Seen,
  minutes: MinutesByResource = new Map(),
): Promise<TableAnswer> {
  const { settings, shapes, clock, run, deadline, logger } = running;
  const nowMs = clock.now();
  const resources = [...described.resources.keys()];
  const learned =
    settings.PREDICTION === "off"
      ? undefined
      : await shapes.of(name, resources, { nowMs, ...(sinceMs && { sinceMs }) }, (error) => {
          logger.warn("weeks of metrics could not be read", { table: name, reason: String(error) });
        });
  const steered = await steerTable(running, {
    ...{ name, scaling, described, minutes, nowMs },
    throttled: run.kind === "alarm" ? (run.throttled.get(name) ?? []) : [],
    expected: learned && settings.PREDICTION === "on" ? expectedUse(learned, nowMs) : undefined,
    dryRun: run.kind === "dry run",
    waitForActiveMs: Math.min(WAIT_FOR_ACTIVE_MS, deadline.remainingMs()),
  });
  for (const step of steered.decision.steps) {
    logger.info("capacity", { table: name, outcome: steered.outcome, ...step });
  }
  return { outcome: steered.outcome, steps: steered.decision.steps };
}

/** The minutes of all tables that were seen, in one request. */
async function minutesOf(
  { settings, getMetricData, clock }: Running,
  tables: readonly Table[],
  looks: readonly PromiseSettledResult<TableLook>[],
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
  return await readMinutes(getMetricData, resources, {
    nowMs: clock.now(),
    minutes,
    lateMs: settings.METRIC_DELAY_SECONDS * 1_000,
    periodSeconds: settings.METRIC_PERIOD_SECONDS,
  });
}
