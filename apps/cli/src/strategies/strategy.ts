/** The ways of writing that are compared, in the order in which they are shown. */
export const STRATEGIES = ["direct", "buffered", "spillover"] as const;

export type Strategy = (typeof STRATEGIES)[number];

/** A value for each strategy that an environment has. */
export type ByStrategy<Value> = Readonly<Partial<Record<Strategy, Value>>>;

/** The strategies that have a value, with it, in the order in which they are shown. */
export function strategyEntries<Value>(values: ByStrategy<Value>): [Strategy, Value][] {
  return STRATEGIES.flatMap((strategy): [Strategy, Value][] => {
    const value = values[strategy];
    return value === undefined ? [] : [[strategy, value]];
  });
}

/** Another value for each strategy that has one; those for which `change` gives undefined have none. */
export function mapStrategies<Value, Result>(
  values: ByStrategy<Value>,
  change: (value: Value, strategy: Strategy) => Result | undefined,
): ByStrategy<Result> {
  const changed: Partial<Record<Strategy, Result>> = {};
  for (const [strategy, value] of strategyEntries(values)) {
    const result = change(value, strategy);
    if (result !== undefined) changed[strategy] = result;
  }
  return changed;
}
