import {
  SQS_MAX_RETENTION_SECONDS,
  SQS_MESSAGE_MAX_BYTES,
  TABLE_RESOURCE,
} from "@spillway/capacity";
import { formatCount, formatRate } from "@spillway/report-page";
import type { SimulationResult } from "@spillway/simulator";
import { messageBytesOf } from "../costs/queue-consumer-cost.ts";
import type { Planning } from "./planning.ts";
import type { Simulated } from "./simulated.ts";
import type { StrategyPlan } from "./strategy-plan.ts";

/** What terraform/modules/buffer-queue keeps a message for, where nothing else is said. */
const MODULE_RETENTION_SECONDS = 345_600;
const DAY_SECONDS = 86_400;
/** Rates nearer to each other than this are the same. */
const ROUNDING = 1 - 1e-9;

/** What becomes of the writes that wait. */
export interface Backlog {
  /** What part of the writes is taken in the long run: 1, but where a backlog grows without end. */
  readonly share: number;
  readonly fault?: NonNullable<StrategyPlan["backlogFault"]>;
  /** What there is to say of it, in sentences. */
  readonly told: readonly string[];
}

/** Whether all that waits is written in the end. */
export function backlogOf(
  planning: Planning,
  simulated: Simulated,
  { writes }: SimulationResult,
): Backlog {
  const { workload } = planning.request;
  const isQueued = simulated.key === "buffered" || simulated.key === "spillover";
  const isRecurring = workload.kind === "traffic" && workload.isRecurring;
  const mean = isRecurring ? planning.writes.all / planning.seconds : 0;
  const taken = takenInTheLongRun(planning, simulated, mean);
  if (taken < mean * ROUNDING && writes.mostWaiting >= 1) {
    const what = isQueued ? "The queue" : "What waits";
    const rates = `${formatRate(mean)} writes a second come in the mean, and ${formatRate(taken)} are taken`;
    return {
      ...{ share: taken / mean, fault: "grows" },
      told: [`${what} grows without end: ${rates}.`],
    };
  }
  const messageBytes = messageBytesOf(workload.item.bytes, planning.assumed);
  if (isQueued && writes.queued >= 1 && messageBytes > SQS_MESSAGE_MAX_BYTES) {
    const told = `A message has ${inKilobytes(messageBytes)} and SQS is given ${inKilobytes(SQS_MESSAGE_MAX_BYTES)} at most: these items can't go through a queue as they are.`;
    return { share: 1, fault: "too large", told: [told] };
  }
  const longest = writes.worstDelaySeconds;
  if (isQueued && longest > SQS_MAX_RETENTION_SECONDS) {
    const days = formatCount(Math.ceil(longest / DAY_SECONDS));
    const told = `SQS keeps a message for 14 days at most: of writes that wait for up to ${days} days those are lost that wait for longer.`;
    return { share: 1, fault: "expires", told: [told] };
  }
  if (isQueued && longest > MODULE_RETENTION_SECONDS) {
    const days = formatCount(Math.ceil(longest / DAY_SECONDS));
    const told = `Its queue has to keep messages for ${days} days: message_retention_seconds of terraform/modules/buffer-queue, where it is 4.`;
    return { share: 1, told: [told] };
  }
  return { share: 1, told: [] };
}

function inKilobytes(bytes: number): string {
  return `${formatCount(bytes / 1_024)} KB`;
}

/** Of so many writes a second in the mean those that are taken, day after day, with all capacity that it comes to. */
function takenInTheLongRun(
  planning: Planning,
  { settings: { table, bounds }, writers }: Simulated,
  mean: number,
): number {
  const parts = [{ name: TABLE_RESOURCE, billing: table.billing }, ...table.globalIndexes];
  const rates = parts.map(({ name, billing }) => {
    const own = billing.mode === "provisioned" ? billing.writeUnits : billing.maxWriteUnits;
    const units = bounds?.[name]?.max.writeUnits ?? own ?? Number.POSITIVE_INFINITY;
    return units / planning.unitsOf(name);
  });
  // A queue that is drained in order waits for a hot key with all that is behind it.
  const ofKeys = writers === "paced" ? planning.hotRate : planning.takenByPartitions(mean);
  return Math.min(mean, ofKeys, ...rates);
}
