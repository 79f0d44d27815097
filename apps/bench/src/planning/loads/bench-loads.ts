import { allAtOnce, growthPattern, twoSpikes } from "./bench-patterns.ts";
import { alone, items, ON_DEMAND, provisioned, withIndex, withTwoIndexes } from "./bench-tables.ts";
import { bySeconds, type PlannedLoad } from "./planned-load.ts";

/** How long what is paced is to take. */
const SECONDS = 30;
/** Items of 40 units: so few requests of them grow a table on demand. */
const LARGE = 40;

const table = alone(provisioned(50));
const indexed = withIndex(provisioned(100), provisioned(40));
const twice = withTwoIndexes(provisioned(400), [provisioned(240), provisioned(120)]);
/** In its own consumers' eyes no index has less than the other. */
const twiceAlike = withTwoIndexes(provisioned(400), [provisioned(240), provisioned(240)]);
const [one, eight, large] = [items(1), items(8), items(LARGE)];
const halfSparse = items(1, { emailEvery: 2 });
const [hot, hotLarge] = [items(8, { hotShare: 0.4 }), items(LARGE, { hotShare: 0.4 })];

const SPARSE =
  "each write is planned as one that reaches the index, with half a unit; half of them do, with a whole one, and the others get through";

const fixed = { strategy: "fixed", engine: "local" } as const;
const file = { ...fixed, burstSeconds: 1 };
const grown = { strategy: "on-demand", engine: "instant", burstSeconds: 1 } as const;
const buffered = { strategy: "buffered", engine: "local", burstSeconds: 1 } as const;
const spillover = { strategy: "spillover", engine: "local", burstSeconds: 5 } as const;

/** Three tables by four strategies, each also with a file; a hot key and a sparse index beside them. */
export const BENCH_LOADS: readonly PlannedLoad[] = [
  load("spikes on a table", { ...fixed, burstSeconds: 5, table, items: one }, twoSpikes(50, 400)),
  load(
    "spikes on an index with fewer units",
    { ...fixed, burstSeconds: 4, table: indexed, items: one },
    twoSpikes(40, 300),
  ),
  load(
    "spikes of items of 8 units on two indexes",
    { ...fixed, burstSeconds: 3, table: twice, items: eight },
    twoSpikes(30, 150),
  ),
  load(
    "a hot key",
    {
      ...fixed,
      engine: "instant",
      burstSeconds: 1,
      table: alone(provisioned(6_000)),
      items: hotLarge,
    },
    bySeconds("more than a partition takes", [
      [10, 0],
      [4, 40],
      [10, 110],
      [4, 50],
    ]),
  ),
  load(
    "spikes on a sparse index with fewer units",
    {
      ...{ ...fixed, burstSeconds: 4, table: indexed, items: halfSparse },
      known: { "throttled writes": SPARSE, units: SPARSE },
    },
    twoSpikes(70, 300),
  ),
  load("a file into a table", { ...file, table, items: one }, 50 * SECONDS),
  load(
    "a file into an index with fewer units",
    { ...file, table: indexed, items: one },
    40 * SECONDS,
  ),
  load(
    "a file of items of 8 units into two indexes",
    { ...file, table: twice, items: eight },
    30 * SECONDS,
  ),
  load("growth of a table", { ...grown, table: alone(ON_DEMAND), items: large }, growthPattern),
  load(
    "growth of an index",
    { ...grown, table: withIndex(ON_DEMAND, ON_DEMAND), items: large },
    growthPattern,
  ),
  load(
    "growth of two indexes with a hot key",
    { ...grown, table: withTwoIndexes(ON_DEMAND, [ON_DEMAND, ON_DEMAND]), items: hotLarge },
    growthPattern,
  ),
  load("all through a queue into a table", { ...buffered, table, items: one }, 50 * SECONDS),
  load(
    "all through a queue into an index with fewer units",
    { ...buffered, table: indexed, items: one },
    40 * SECONDS,
  ),
  load(
    "items of 8 units through a queue into two indexes, with a hot key below its limit",
    { ...buffered, table: twice, items: hot },
    15 * SECONDS,
  ),
  load("a spike over a table", { ...spillover, table, items: one }, allAtOnce(50 * SECONDS)),
  load(
    "a spike over an index with fewer units",
    { ...spillover, table: indexed, items: one },
    allAtOnce(40 * SECONDS),
  ),
  load(
    "a spike of items of 8 units over two indexes",
    { ...spillover, table: twiceAlike, items: eight },
    allAtOnce(30 * SECONDS),
  ),
];

function load(
  name: string,
  of: Omit<PlannedLoad, "name" | "writes">,
  writes: PlannedLoad["writes"],
): PlannedLoad {
  return { name, ...of, writes };
}
