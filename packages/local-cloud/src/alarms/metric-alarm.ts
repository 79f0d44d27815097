import type { MetricAlarm as DeployedAlarm } from "@aws-sdk/client-cloudwatch";
import { metricKey } from "./metric-data.ts";

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** An alarm on one statistic of one metric. */
export interface MetricAlarm {
  readonly name: string;
  readonly arn: string;
  readonly state: AlarmState;
  /** `metricKey` of its metric. */
  readonly metric: string;
  readonly unit: string | undefined;
  readonly statistic: string;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison: Comparison;
  readonly treatMissing: "missing" | "ignore" | "breaching" | "notBreaching";
  /** As CloudWatch describes it: for messages. */
  readonly deployed: DeployedAlarm;
}

/** How each operator compares, and how CloudWatch says it. */
export const COMPARISONS = {
  GreaterThanOrEqualToThreshold: {
    holds: (value: number, threshold: number) => value >= threshold,
    words: "greater than or equal to",
  },
  GreaterThanThreshold: {
    holds: (value: number, threshold: number) => value > threshold,
    words: "greater than",
  },
  LessThanOrEqualToThreshold: {
    holds: (value: number, threshold: number) => value <= threshold,
    words: "less than or equal to",
  },
  LessThanThreshold: {
    holds: (value: number, threshold: number) => value < threshold,
    words: "less than",
  },
} as const;

export type Comparison = keyof typeof COMPARISONS;

/** An alarm as deployed; undefined for one that is not of this kind, which is refused when it is put. */
export function metricAlarm(deployed: DeployedAlarm): MetricAlarm | undefined {
  const { ComparisonOperator: comparison = "", TreatMissingData: missing } = deployed;
  if (!isComparison(comparison)) return undefined;
  const [query] = deployed.Metrics ?? [];
  const { Metric: metric, Period, Stat, Unit } = query?.MetricStat ?? {};
  const dimensions = metric?.Dimensions ?? deployed.Dimensions ?? [];
  const evaluationPeriods = deployed.EvaluationPeriods ?? 1;
  return {
    name: deployed.AlarmName ?? "",
    arn: deployed.AlarmArn ?? "",
    state: deployed.StateValue ?? "INSUFFICIENT_DATA",
    metric: metricKey(
      metric?.Namespace ?? deployed.Namespace ?? "",
      metric?.MetricName ?? deployed.MetricName ?? "",
      dimensions.map(({ Name = "", Value = "" }) => ({ name: Name, value: Value })),
    ),
    unit: Unit ?? deployed.Unit,
    statistic: Stat ?? deployed.ExtendedStatistic ?? deployed.Statistic ?? "",
    periodSeconds: Period ?? deployed.Period ?? 60,
    evaluationPeriods,
    datapointsToAlarm: deployed.DatapointsToAlarm ?? evaluationPeriods,
    threshold: deployed.Threshold ?? 0,
    comparison,
    treatMissing:
      missing === "ignore" || missing === "breaching" || missing === "notBreaching"
        ? missing
        : "missing",
    deployed,
  };
}

function isComparison(text: string): text is Comparison {
  return Object.hasOwn(COMPARISONS, text);
}
