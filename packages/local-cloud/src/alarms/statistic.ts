import type { MetricValues, WeightedValue } from "./metric-data.ts";

/** `Sum`, `p99.9` … */
const PERCENTILE = /^p(\d{1,2}(?:\.\d+)?|100)$/;

/** Whether the local cloud can work out a statistic. */
export function isKnownStatistic(statistic: string): boolean {
  return (
    ["SampleCount", "Average", "Sum", "Minimum", "Maximum"].includes(statistic) ||
    PERCENTILE.test(statistic)
  );
}

/** A statistic of what came in one period; undefined when nothing came, or for one that is not known. */
export function statisticOf(
  statistic: string,
  samples: readonly MetricValues[],
): number | undefined {
  if (samples.length === 0) return undefined;
  const sets = samples.map(setOf);
  const sum = sets.reduce((total, one) => total + one.sum, 0);
  const count = sets.reduce((total, one) => total + one.count, 0);
  switch (statistic) {
    case "SampleCount":
      return count;
    case "Sum":
      return sum;
    case "Average":
      return count === 0 ? undefined : sum / count;
    case "Minimum":
      return Math.min(...sets.map((one) => one.minimum));
    case "Maximum":
      return Math.max(...sets.map((one) => one.maximum));
    default:
      return percentile(statistic, samples);
  }
}

/** The nearest rank. Of a set of which only its statistics are known CloudWatch has no percentiles either. */
function percentile(statistic: string, samples: readonly MetricValues[]): number | undefined {
  const [, rank] = PERCENTILE.exec(statistic) ?? [];
  const values = samples
    .flatMap((one): readonly WeightedValue[] => (one.kind === "values" ? one.values : []))
    .sort((a, b) => a.value - b.value);
  if (rank === undefined || values.length === 0) return undefined;
  const total = values.reduce((sum, { count }) => sum + count, 0);
  let left = (Number(rank) / 100) * total;
  for (const { value, count } of values) {
    left -= count;
    if (left <= 0) return value;
  }
  return values.at(-1)?.value;
}

function setOf(values: MetricValues) {
  if (values.kind === "set") return values.set;
  const numbers = values.values.map(({ value }) => value);
  return {
    count: values.values.reduce((total, { count }) => total + count, 0),
    sum: values.values.reduce((total, { value, count }) => total + value * count, 0),
    minimum: Math.min(...numbers),
    maximum: Math.max(...numbers),
  };
}
