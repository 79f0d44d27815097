import { TABLE_RESOURCE } from "@spillway/capacity";
import type { StrategyPlan } from "@spillway/planner";

/** Causes of throttling, by what DynamoDB's reasons end with, in words. */
const CAUSES = {
  ProvisionedThroughputExceeded: "provisioned capacity",
  KeyRangeThroughputExceeded: "one partition",
  AccountLimitExceeded: "the account's quota, or growth on demand",
  MaxOnDemandThroughputExceeded: "the maximum",
} as const;

const KEY_RANGE = "KeyRangeThroughputExceeded";

/** Why what waits is not all written. */
const FAULTS = {
  grows: "what waits grows without end",
  expires: "SQS keeps messages for 14 days at most",
  "too large": "too large for a message of SQS",
} as const;

/**
 * Why a strategy does not write all, or is throttled, by its most frequent reason; empty where it is not.
 *
 * @example
 * throttleWords(plan); // → "byEmail: provisioned capacity"
 */
export function throttleWords(strategy: StrategyPlan): string {
  const { settings, throttles, throttledWrites, limitedBy, backlogFault } = strategy;
  if (backlogFault !== undefined) return FAULTS[backlogFault];
  const [first] = throttles;
  if (first === undefined || throttledWrites < 0.5) return "";
  const cause = Object.entries(CAUSES).find(([end]) => first.reason.endsWith(end))?.[1];
  const resource = first.resource === TABLE_RESOURCE ? "the table" : first.resource;
  if (limitedBy?.startsWith("the key") === true) return `${limitedBy}: ${cause ?? first.reason}`;
  // On demand, partitions are what grows: where no key is hot, all of them are asked for too much.
  if (settings.billing === "on-demand" && first.reason.endsWith(KEY_RANGE)) {
    return `${resource}: more than it takes at once on demand`;
  }
  return `${resource}: ${cause ?? first.reason}`;
}
