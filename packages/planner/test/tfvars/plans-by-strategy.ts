import { pricesOf, type TableShape } from "@spillway/capacity";
import { type Plan, planWorkload, STRATEGIES, type StrategyKey } from "../../src/index.ts";
import { patternOf, trafficOf } from "../plan-requests.ts";

const BILLING = { mode: "on-demand" as const };
/** A table with all that a table has; one index's name is no identifier. */
const SHAPE: TableShape = {
  name: "Users",
  keys: { partitionKey: { name: "userId", type: "S" }, sortKey: { name: "at", type: "N" } },
  billing: BILLING,
  globalIndexes: [
    {
      name: "byEmail",
      keys: { partitionKey: { name: "email", type: "S" } },
      projection: { type: "INCLUDE", attributes: ['first "name"', "$" + "{last}"] },
      billing: BILLING,
    },
    {
      name: "2nd.by-type",
      keys: { partitionKey: { name: "type", type: "S" }, sortKey: { name: "at", type: "N" } },
      projection: { type: "KEYS_ONLY" },
      billing: BILLING,
    },
  ],
  localIndexes: [
    {
      name: "byName",
      keys: { partitionKey: { name: "userId", type: "S" }, sortKey: { name: "name", type: "S" } },
      projection: { type: "ALL" },
    },
  ],
};

/** A plan of a load into a table with indexes, in which each strategy is the recommended one in its turn. */
export function plansByStrategy(exists: boolean): ReadonlyMap<StrategyKey, Plan> {
  const plan = planWorkload({
    workload: trafficOf(patternOf([...new Array<number>(30).fill(5), 40, 40, 10]), {
      item: {
        ...{ bytes: 700, writeUnits: 1, readUnits: 0.5, storedBytes: 1_800 },
        indexWriteUnits: { byEmail: 1, "2nd.by-type": 0.5 },
      },
      sources: ["orders.csv\nof last week"],
    }),
    table: { shape: SHAPE, source: "options", exists },
    prices: pricesOf("eu-west-1"),
  });
  const [first] = plan.strategies.filter(({ key }) => key === "fixed");
  if (first === undefined) throw new Error("expected the strategy fixed");
  return new Map(
    STRATEGIES.map((key) => {
      // A load like this has no import, and a direct writer is run apart: both have a table that is fixed.
      const strategy = plan.strategies.find((one) => one.key === key) ?? { ...first, key };
      const advice = { ...plan.advice, strategy: key };
      return [key, { ...plan, strategies: [strategy], advice }];
    }),
  );
}
