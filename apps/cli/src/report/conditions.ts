import { BURST_SECONDS } from "@spillway/capacity";
import {
  formatCount,
  formatMoment,
  formatRate,
  formatSeconds,
  formatTimes,
} from "@spillway/report-page";
import type { Comparison } from "../compare/comparison.ts";
import type { OutputsWith } from "../environment/outputs.ts";
import { deployedStrategies } from "../strategies/deployed-strategies.ts";
import { strategyEntries } from "../strategies/strategy.ts";
import { listed } from "./listed.ts";

/** The conditions in one line, for a terminal. */
export function conditionsLine({ outputs, prices }: Comparison): string {
  const { direct, buffered, spillover: spill } = outputs.spike;
  const where = `${outputs.environment}, ${outputs.endpoint_url === null ? outputs.region : "local cloud"}`;
  const capacity = formatRate(direct.write_capacity);
  const window = formatSeconds(buffered.distribution_window_seconds);
  const spillover =
    spill === undefined ? "" : `, spillover after ${formatSeconds(spill.write_seconds)}`;
  return `${where}: ${capacity} write units a second each, window ${window}${spillover}. AWS list prices of ${prices.region}, ${prices.asOf}: capacity for the spike's time, or all month.`;
}

/** Under which conditions the numbers hold. */
export function conditionsOf({
  outputs,
  run,
  startedAt,
  finishedAt,
  prices,
}: Comparison): { label: string; text: string }[] {
  const { direct, buffered, spillover } = outputs.spike;
  const capacities = strategyEntries(deployedStrategies(outputs)).map(
    ([strategy, { writeCapacity }]) => `${formatRate(writeCapacity)} ${strategy}`,
  );
  const local = outputs.endpoint_url !== null;
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000;
  return [
    {
      label: "Environment",
      text: `${outputs.environment}, ${local ? "local cloud" : "AWS"}, ${outputs.region}`,
    },
    {
      label: "Run",
      text: `${run}, ${formatMoment(startedAt)}, followed for ${formatSeconds(seconds)}`,
    },
    {
      label: "Tables",
      text: `provisioned, in write units a second: ${listed(capacities)}`,
    },
    {
      label: "Burst",
      text: local
        ? `The local cloud saves unused capacity for a burst as DynamoDB does, for as many seconds as it was started with.${scaledTime(outputs)}`
        : "DynamoDB saves up to 300 s of unused capacity for a burst, best effort: a table that was idle before takes more at first.",
    },
    {
      label: "Distribution window",
      text: `${formatSeconds(buffered.distribution_window_seconds)}, at most ${formatCount(buffered.maximum_concurrency)} consumers at once`,
    },
    ...(spillover === undefined
      ? []
      : [
          {
            label: "Spillover",
            text: `the function writes for ${formatSeconds(spillover.write_seconds)} at the most; then at most ${formatCount(spillover.maximum_concurrency)} consumers at once`,
          },
        ]),
    {
      label: "Metrics",
      text: `CloudWatch, periods of ${formatSeconds(outputs.metric_period_seconds)}: a peak within a period is not seen. One write is one write unit, each record being under 1 KB. Whatever else wrote to the tables at the time, such as a scheduled spike, is in the metrics too.`,
    },
    {
      label: "Prices",
      text: `AWS list prices of ${prices.region} as of ${prices.asOf}, without free tiers. A spike pays for the table's write capacity while it lasts, a month for all of it, used or not. Functions: arm64, ${formatCount(direct.function_memory_mb)} MB. Read capacity, storage, logs and the queue's empty receives are left out.`,
    },
  ];
}

// Where a burst is not as long as DynamoDB's, everything else is as many times faster.
function scaledTime({ environment, burst_seconds, spike }: OutputsWith<"spike">): string {
  if (burst_seconds === BURST_SECONDS) return "";
  const faster = BURST_SECONDS / burst_seconds;
  const window = spike.buffered.distribution_window_seconds;
  return ` The environment ${environment} runs ${formatTimes(faster)} faster than AWS: ${formatSeconds(burst_seconds)} stand for DynamoDB's ${BURST_SECONDS} s, and a window of ${formatSeconds(window)} for one of ${formatSeconds(window * faster)}.`;
}
