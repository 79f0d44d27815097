import { awsRequest } from "@spillway/aws";
import { deadlineFrom, type LambdaHandler, type Telemetry } from "@spillway/lambda-runtime";
import type { Clock, Deadline } from "@spillway/pacing";
import type { Answer, TableAnswer } from "./answer.ts";
import { type Looked, type LooksServices, lookAtTables, type Table } from "./look-at-tables.ts";
import { type Run, runOf } from "./run.ts";
import type { Settings } from "./settings.ts";
import { type RunningServices, steerLooked } from "./steer-looked.ts";

/** All that the handler works with. */
export interface Services extends LooksServices, RunningServices {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly metrics: Pick<Telemetry["metrics"], "addMetric">;
  readonly logger: Pick<Telemetry["logger"], "debug" | "info" | "warn" | "error">;
}

/** Kept of the time, so that what was decided can be told, in milliseconds. */
const MARGIN_MS = 3_000;
/** A table is not begun with less, in milliseconds. */
const LEAST_MS = 1_000;
/** DynamoDB takes ListTagsOfResource ten times a second. */
const TABLES_AT_ONCE = 10;

/**
 * Looks at tables and brings their capacity to what they need: all of them, or those of an alarm. A table
 * that fails is answered and counted so, and the invocation goes on.
 *
 * @throws SpillwayError `EVENT_INVALID`
 */
export function createHandler(services: Services): LambdaHandler<unknown, Answer> {
  const { clock, metrics } = services;
  return async (event, context) => {
    const run = runOf(event);
    const deadline = deadlineFrom(context, clock, MARGIN_MS);
    const tables = tablesOf(services, run);
    const answers: [string, TableAnswer][] = [];
    for (let at = 0; at < tables.length; at += TABLES_AT_ONCE) {
      const some = tables.slice(at, at + TABLES_AT_ONCE);
      answers.push(...(await steerSome(services, run, some, deadline)));
    }
    const count = (wanted: TableAnswer["outcome"]) =>
      answers.filter(([, { outcome }]) => outcome === wanted).length;
    const [failed, skipped] = [count("failed"), count("no time left")];
    if (failed > 0) metrics.addMetric("TablesFailed", "Count", failed);
    if (skipped > 0) metrics.addMetric("TablesSkipped", "Count", skipped);
    return { run: run.kind, tables: Object.fromEntries(answers) };
  };
}

function tablesOf({ settings, logger }: Services, run: Run): Table[] {
  const all = [...settings.tables];
  if (run.kind !== "alarm") return all;
  const others = [...run.throttled.keys()].filter((name) => !settings.tables.has(name));
  if (others.length > 0) {
    const told = { alarm: run.name, tables: others };
    logger.warn("an alarm names tables that are not among SCALED_TABLES", told);
  }
  return all.filter(([name]) => run.throttled.has(name));
}

async function steerSome(
  services: Services,
  run: Run,
  tables: readonly Table[],
  deadline: Deadline,
): Promise<[string, TableAnswer][]> {
  const { settings, clock, logger } = services;
  if (deadline.remainingMs() < LEAST_MS) {
    const names = tables.map(([name]) => name);
    logger.warn("no time was left for some tables", { tables: names });
    return names.map((name) => [name, { outcome: "no time left" }]);
  }
  const looked = await lookAtTables(services, tables, {
    nowMs: clock.now(),
    lateMs: settings.METRIC_DELAY_SECONDS * 1_000,
    periodSeconds: settings.METRIC_PERIOD_SECONDS,
    withoutMetrics: run.kind === "alarm",
  });
  return await Promise.all(
    looked.map(async ([table, look]): Promise<[string, TableAnswer]> => {
      const [name] = table;
      try {
        return [name, await answerOf(services, run, table, look, deadline)];
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        logger.error("a table could not be scaled", { table: name, reason: message });
        return [name, { outcome: "failed", message }];
      }
    }),
  );
}

async function answerOf(
  services: Services,
  run: Run,
  table: Table,
  look: Looked,
  deadline: Deadline,
): Promise<TableAnswer> {
  if (look.kind === "failed") throw look.error;
  const [name] = table;
  return await awsRequest(`could not scale ${name}`, services.target, () =>
    steerLooked(services, run, table, look, deadline),
  );
}
