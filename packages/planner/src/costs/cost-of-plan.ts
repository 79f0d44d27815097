import {
  costOfAlarms,
  costOfImport,
  costOfLambda,
  costOfMetricRequests,
  costOfSqsRequests,
  costOfWarming,
  type Prices,
} from "@spillway/capacity";
import { alarmCount } from "./alarm-count.ts";
import type { AssumedNumbers } from "./assumed-numbers.ts";
import type { CostParts } from "./cost-parts.ts";
import { consumerUsage, queueRequests } from "./queue-consumer-cost.ts";
import { type CostSpan, HOURS_PER_MONTH, type RunUsage } from "./run-usage.ts";
import { costOfScaler, scalerMetrics } from "./scaler-cost.ts";
import { costOfStorage } from "./storage-cost.ts";
import { costOfCapacity } from "./table-cost.ts";
import { costOfUpload } from "./upload-cost.ts";

/**
 * Dollars of a run, or of a month, by what they are for. The functions are Spillway's own: traffic of a
 * user's service, and a file that is loaded from a machine, have none.
 *
 * @example
 * costOfPlan(usage, spanOfMonth(usage), assumedNumbers(), prices).total; // → 46.8
 */
export function costOfPlan(
  usage: RunUsage,
  span: CostSpan,
  assumed: AssumedNumbers,
  prices: Prices,
): CostParts {
  const { strategy, indexCount, warmedUnits } = usage;
  const isQueued = strategy === "buffered" || strategy === "spillover";
  const isScaled = strategy === "scaler" || strategy === "scaler-predicting";
  const ran = consumerUsage(usage, assumed);
  const ofConsumer = isQueued ? costOfLambda(ran, prices) * span.runs : 0;
  const months = span.hours / HOURS_PER_MONTH;
  const parts = {
    table: costOfCapacity(usage.table, usage, span, prices),
    indexes: costOfCapacity(usage.indexes, usage, span, prices),
    storage: costOfStorage(usage, span, prices),
    lambda: isScaled ? costOfScaler(span, assumed, prices) : ofConsumer,
    sqs: isQueued ? costOfSqsRequests(queueRequests(usage, span, assumed), prices) : 0,
    s3: costOfUpload(usage, prices),
    alarms:
      costOfAlarms(alarmCount(strategy, indexCount), months, prices) +
      (isScaled ? costOfMetricRequests(scalerMetrics(usage, span), prices) : 0),
    once:
      costOfWarming({ writeUnits: warmedUnits, readUnits: 0 }, prices) +
      costOfImport(usage.importedBytes, prices),
  };
  const total = Object.values(parts).reduce((sum, dollars) => sum + dollars, 0);
  return { ...parts, total };
}
