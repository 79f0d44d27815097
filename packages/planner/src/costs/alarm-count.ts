import type { StrategyKey } from "../strategies/strategy-plan.ts";

/** Alarms of a table and of each index: module throttle-alarms, on throttled writes and throttled reads. */
const OF_RESOURCE = 2;
/** Module lambda: errors, throttles, long runs. */
const OF_FUNCTION = 3;
/** Module buffer-queue: the age of the oldest message, and dead letters. */
const OF_QUEUE = 2;
/**
 * What target tracking makes for each capacity of a table or index: two on its use, two on what is provisioned, as
 * in alarms that accounts have published and as moto makes them; not counted on AWS by us. DynamoDB's page speaks of
 * a pair. They are billed as any other alarm.
 */
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html#AutoScaling.HowItWorks
const OF_SCALED_CAPACITY = 4;
const CAPACITIES = 2;

/** Alarms that Terraform's modules, and what they set up, make for a table by a way of writing. */
export function alarmCount(strategy: StrategyKey, indexCount: number): number {
  const resources = 1 + indexCount;
  const ofTable = OF_RESOURCE * resources;
  switch (strategy) {
    case "auto-scaling":
      return ofTable + OF_SCALED_CAPACITY * CAPACITIES * resources;
    case "scaler":
    case "scaler-predicting":
      // The function's own, and those of the table of what it remembers.
      return ofTable + OF_FUNCTION + OF_RESOURCE;
    case "buffered":
    case "spillover":
      return ofTable + OF_FUNCTION + OF_QUEUE;
    default:
      return ofTable;
  }
}
