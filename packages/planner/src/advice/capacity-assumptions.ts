import { BURST_SECONDS, ON_DEMAND_INITIAL_WRITE_UNITS } from "@spillway/capacity";
import { formatCount, formatSeconds } from "@spillway/report-page";
import type { PlanRequest } from "../plan.ts";
import type { Assumed } from "./assumed.ts";
import { ON_DEMAND, SENT_AT_ONCE, STEERED, WITH_BURST } from "./strategy-kinds.ts";

const GUIDE = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide";
const DEFAULT_UPDATING_MS = 60_000;

/** What is taken for granted of the table, whatever the strategy. */
export function tableAssumptions({
  table,
  burstSeconds = BURST_SECONDS,
  whenThrottled = "lost",
  workload,
}: PlanRequest) {
  const { name, billing } = table.shape;
  const today = table.exists ? `, ${billing.mode} today` : "";
  const indexes = table.shape.globalIndexes.length;
  const assumed: Assumed[] = [
    {
      text: `The table ${name}, with ${formatCount(indexes)} global index${indexes === 1 ? "" : "es"}${today}; nothing else writes to it`,
      source: table.source,
    },
    {
      text: `Unused provisioned capacity is kept for ${formatSeconds(burstSeconds)}; DynamoDB gives it as far as it can`,
      source: `${GUIDE}/burst-adaptive-capacity.html`,
      vary: (request, times) => ({ ...request, burstSeconds: burstSeconds * times }),
      bearsOn: WITH_BURST,
    },
    {
      text: "One partition gives 1,000 write units a second, and keys that are not named as hot are spread evenly",
      source: `${GUIDE}/bp-partition-key-design.html`,
    },
  ];
  if (workload.kind === "bulk") return assumed;
  if (whenThrottled === "lost") {
    assumed.push({
      text: "A write that is throttled is not tried again: it counts as lost",
      source: "the default of a plan; an option says otherwise",
    });
    return assumed;
  }
  const { retryEverySeconds, giveUpAfterSeconds } = whenThrottled;
  assumed.push({
    text: `A throttled write is tried again after ${formatSeconds(retryEverySeconds)}${giveUpAfterSeconds === undefined ? "" : ` and given up after ${formatSeconds(giveUpAfterSeconds)}`}`,
    source: "an option of the plan",
    vary: (request, times) => ({
      ...request,
      whenThrottled: { ...whenThrottled, retryEverySeconds: retryEverySeconds * times },
    }),
    bearsOn: SENT_AT_ONCE,
  });
  return assumed;
}

/** What a table on demand takes at once. */
export function onDemandAssumptions({ table, warmWriteUnits }: PlanRequest): readonly Assumed[] {
  const { billing } = table.shape;
  const told = billing.mode === "on-demand" ? billing.warmWriteUnits : billing.writeUnits;
  const own = table.warmWriteUnits ?? Math.max(told ?? 0, ON_DEMAND_INITIAL_WRITE_UNITS);
  const said = table.warmWriteUnits !== undefined || (told ?? 0) >= ON_DEMAND_INITIAL_WRITE_UNITS;
  return [
    {
      text: `On demand the table takes ${formatCount(own)} write units a second from the start, each index as many`,
      source: said ? table.source : `${GUIDE}/on-demand-capacity-mode.html`,
      vary: (request, times) => ({
        ...request,
        table: { ...request.table, warmWriteUnits: Math.max(1, Math.round(own * times)) },
      }),
      bearsOn: ON_DEMAND,
    },
    {
      text: "On demand it takes twice its highest load at once, and more after 30 minutes",
      source: `${GUIDE}/on-demand-capacity-mode.html`,
    },
    ...(warmWriteUnits === undefined
      ? []
      : [
          {
            text: `Warm throughput is raised to ${formatCount(warmWriteUnits)} write units a second before the load comes`,
            source: "an option of the plan",
          },
        ]),
  ];
}

/** How capacity is steered. */
export function steeringAssumptions({
  updatingMs = DEFAULT_UPDATING_MS,
  decreaseRule,
}: PlanRequest): readonly Assumed[] {
  const rule =
    decreaseRule === "four, then hourly"
      ? "four decreases a day, then one an hour"
      : "four decreases a day and one more an hour";
  return [
    {
      text: `A change of capacity takes ${formatSeconds(updatingMs / 1_000)}, in which no other can be made`,
      source: `${GUIDE}/metrics-dimensions.html speaks of several minutes; measured by nobody, an option says otherwise`,
      vary: (request, times) => ({ ...request, updatingMs: updatingMs * times }),
      bearsOn: STEERED,
    },
    {
      text: `Capacity is steered to 70 % of use; DynamoDB allows ${rule}`,
      source: `${GUIDE}/ServiceQuotas.html`,
    },
    {
      text: "Application Auto Scaling acts a minute after its alarm, which sees a minute of use a minute after it ended",
      source: `${GUIDE}/metrics-dimensions.html: up to a few minutes`,
    },
  ];
}
