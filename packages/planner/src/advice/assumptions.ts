import { ASSUMED_NUMBERS, type AssumedNumbers, assumedNumbers } from "../costs/assumed-numbers.ts";
import type { PlanRequest } from "../plan.ts";
import type { StrategyKey, StrategyPlan } from "../strategies/strategy-plan.ts";
import type { Assumed } from "./assumed.ts";
import {
  onDemandAssumptions,
  steeringAssumptions,
  tableAssumptions,
} from "./capacity-assumptions.ts";
import { loadAssumptions } from "./load-assumptions.ts";
import { QUEUED, SCALERS, STEERED } from "./strategy-kinds.ts";

const OF_CONSUMER = [
  "consumerBatch",
  "consumerSeconds",
  "messageBytesPerByte",
  "consumerMemoryMb",
] as const;
const KEPT_BY_SQS: Assumed = {
  text: "SQS keeps a message for 14 days at most, and terraform/modules/buffer-queue for 4 where nothing else is said",
  source:
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html",
};
const OF_SCALER = ["scalerSeconds", "scalerMemoryMb"] as const;

/** All that these strategies of the request stand on, each with its source. */
export function assumptionsOf(
  request: PlanRequest,
  strategies: readonly Pick<StrategyPlan, "key" | "settings">[],
): readonly Assumed[] {
  const has = (keys: readonly StrategyKey[]) => strategies.some(({ key }) => keys.includes(key));
  const isOnDemand = strategies.some(({ settings }) => settings.billing === "on-demand");
  return [
    ...loadAssumptions(request.workload),
    ...tableAssumptions(request),
    ...(isOnDemand ? onDemandAssumptions(request) : []),
    ...(has(STEERED) ? steeringAssumptions(request) : []),
    ...(has(QUEUED) ? [KEPT_BY_SQS] : []),
    ...(has(QUEUED) ? costAssumptions(request, OF_CONSUMER, QUEUED) : []),
    ...(has(SCALERS) ? costAssumptions(request, OF_SCALER, SCALERS) : []),
    ...ofMoney(request),
  ];
}

function costAssumptions(
  request: PlanRequest,
  names: readonly (keyof AssumedNumbers)[],
  bearsOn: readonly StrategyKey[],
): readonly Assumed[] {
  const inForce = assumedNumbers(request.assumed);
  return names.map((name) => ({
    text: ASSUMED_NUMBERS[name].text,
    source: ASSUMED_NUMBERS[name].source,
    vary: (varied, times) => ({
      ...varied,
      assumed: { ...varied.assumed, [name]: inForce[name] * times },
    }),
    bearsOn,
  }));
}

function ofMoney({ prices }: PlanRequest): readonly Assumed[] {
  return [
    {
      text: "List prices without free tiers, discounts, reserved capacity and taxes; an hour costs the most that was provisioned in it",
      source: `AWS's price list of ${prices.region}, ${prices.asOf}`,
    },
    {
      text: "A month has 730 hours; data transfer, backups, streams and the writers' own machines are not in it",
      source: "as AWS's pricing calculator counts",
    },
  ];
}
