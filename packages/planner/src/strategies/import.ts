import { TABLE_RESOURCE } from "@spillway/capacity";
import { formatMoney } from "@spillway/report-page";
import { costOfPlan } from "../costs/cost-of-plan.ts";
import { type CapacityUsage, type RunUsage, spanOfMonth, spanOfRun } from "../costs/run-usage.ts";
import type { Planning } from "./planning.ts";
import type { StrategyPlan } from "./strategy-plan.ts";
import { ownUnits } from "./table-with.ts";

/**
 * Whether DynamoDB's import from S3 can do it: it makes new tables only, out of a file.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.HowItWorks.html
 */
export function isImportable({ request }: Planning): boolean {
  const { workload, table } = request;
  return workload.kind === "bulk" && workload.sourceBytes !== undefined && !table.exists;
}

/**
 * DynamoDB's import from S3: paid by the size of the source, takes no write units and throttles nothing.
 * AWS documents no time for it, so there is none here.
 */
export function planImport(planning: Planning): StrategyPlan {
  const { request, assumed, writes } = planning;
  const { workload, table, prices } = request;
  const usage = usageOf(planning);
  const runCost = costOfPlan(usage, spanOfRun(usage), assumed, prices);
  return {
    key: "import",
    name: "import from S3",
    settings: { billing: usage.billing, table: table.shape },
    askedWrites: writes.all,
    writtenWrites: writes.all,
    throttledWrites: 0,
    throttles: [],
    throttledReads: 0,
    lostWrites: 0,
    waitingWrites: 0,
    peakUnits: 0,
    completeSeconds: null,
    worstDelaySeconds: 0,
    mostBacklog: 0,
    unitHours: 0,
    runCost,
    monthCost: costOfPlan(usage, spanOfMonth(usage), assumed, prices),
    lever: `AWS says no time that an import takes. It is paid by the source's size, ${formatMoney(runCost.once)}; the ${workload.item.bytes < 1_024 ? "smaller" : "larger"} the items, the more it saves beside writing them.`,
  };
}

function usageOf({ request, resources, writes }: Planning): RunUsage {
  const { workload, table } = request;
  const own = ownUnits(table.shape);
  const none = { readUnits: 0, writeUnits: 0 };
  const standing = (names: readonly string[]): CapacityUsage => {
    const units = names.reduce((sum, name) => {
      const { readUnits, writeUnits } = own?.[name] ?? none;
      return { readUnits: sum.readUnits + readUnits, writeUnits: sum.writeUnits + writeUnits };
    }, none);
    return { consumed: none, unitHours: none, last: units, standing: units };
  };
  return {
    strategy: "import",
    billing: table.shape.billing.mode,
    table: standing([TABLE_RESOURCE]),
    indexes: standing(resources.slice(1)),
    indexCount: resources.length - 1,
    seconds: 0,
    clockHours: 0,
    loweringHours: 0,
    runsAMonth: 1,
    isRecurring: false,
    writtenWrites: writes.all,
    queuedWrites: 0,
    drainedWrites: 0,
    drainedPerSecond: 0,
    itemBytes: workload.item.bytes,
    storedBytes: workload.item.storedBytes,
    importedBytes: workload.kind === "bulk" ? (workload.sourceBytes ?? 0) : 0,
    warmedUnits: 0,
  };
}
