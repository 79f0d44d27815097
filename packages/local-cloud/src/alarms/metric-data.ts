import { membersOf } from "../access/service-request.ts";

/** Values of one metric at one moment: each with how often it came, or what is known of a set of them. */
export type MetricValues =
  | { readonly kind: "values"; readonly values: readonly WeightedValue[] }
  | { readonly kind: "set"; readonly set: StatisticSet };

export interface WeightedValue {
  readonly value: number;
  readonly count: number;
}

export interface StatisticSet {
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** A datum of a PutMetricData request. */
export interface MetricDatum {
  /** `metricKey` of it. */
  readonly key: string;
  /** Milliseconds since 1970; undefined for now. */
  readonly atMs: number | undefined;
  readonly unit: string | undefined;
  readonly values: MetricValues;
}

/** What makes a metric: its namespace, its name, and each of its dimensions. */
export function metricKey(
  namespace: string,
  name: string,
  dimensions: readonly { readonly name: string; readonly value: string }[],
): string {
  const sorted = dimensions.map(({ name: one, value }) => `${one}=${value}`).sort();
  return [namespace, name, ...sorted].join("\u0000");
}

/**
 * The data of a PutMetricData request, read in any of the protocols of CloudWatch.
 *
 * @param input members of JSON or CBOR, or flat parameters such as `MetricData.member.1.Value`
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
export function metricData(input: Readonly<Record<string, unknown>>): readonly MetricDatum[] {
  const { Namespace: namespace, MetricData: data } = nested(input);
  return listOf(data).flatMap((one) => {
    const datum = membersOf(one);
    const values = valuesOf(datum);
    if (values === undefined) return [];
    const dimensions = listOf(datum.Dimensions).map((dimension) => {
      const { Name: name, Value: value } = membersOf(dimension);
      return { name: String(name), value: String(value) };
    });
    return [
      {
        key: metricKey(String(namespace), String(datum.MetricName), dimensions),
        atMs: timeOf(datum.Timestamp),
        unit: typeof datum.Unit === "string" ? datum.Unit : undefined,
        values,
      },
    ];
  });
}

function valuesOf(datum: Readonly<Record<string, unknown>>): MetricValues | undefined {
  if (datum.StatisticValues !== undefined) {
    const set = membersOf(datum.StatisticValues);
    return {
      kind: "set",
      set: {
        count: Number(set.SampleCount),
        sum: Number(set.Sum),
        minimum: Number(set.Minimum),
        maximum: Number(set.Maximum),
      },
    };
  }
  if (datum.Value !== undefined) {
    return { kind: "values", values: [{ value: Number(datum.Value), count: 1 }] };
  }
  const counts = listOf(datum.Counts);
  const values = listOf(datum.Values).map((value, index) => ({
    value: Number(value),
    count: Number(counts[index] ?? 1),
  }));
  return values.length === 0 ? undefined : { kind: "values", values };
}

/** Seconds since 1970, as a number or a tagged one of CBOR, or ISO 8601. */
function timeOf(time: unknown): number | undefined {
  if (time === undefined) return undefined;
  if (time instanceof Date) return time.getTime();
  const { value = time } = membersOf(time);
  const ms = typeof value === "number" ? value * 1_000 : Date.parse(String(value));
  return Number.isNaN(ms) ? undefined : ms;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Flat parameters of the query protocol as members; what is not flat stays as it is. */
function nested(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!Object.keys(input).some((name) => name.includes(".member."))) return input;
  const root: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    const steps = name.split(".").filter((step) => step !== "member");
    let at: Record<string, unknown> = root;
    for (const step of steps.slice(0, -1)) {
      at[step] ??= {};
      at = at[step] as Record<string, unknown>;
    }
    at[steps.at(-1) ?? ""] = value;
  }
  return listed(root) as Readonly<Record<string, unknown>>;
}

/** Members named 1, 2, 3 … are a list. */
function listed(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name))) {
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, one]) => listed(one));
  }
  return Object.fromEntries(entries.map(([name, one]) => [name, listed(one)]));
}
