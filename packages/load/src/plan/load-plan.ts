import {
  costOfProvisionedHours,
  costOfWrites,
  type Prices,
  type TableShape,
  unitsOfWrite,
  writeUnitsOfBytes,
} from "@spillway/capacity";
import { type ConsumedUnits, type Transport, unitLimits } from "@spillway/table-writer";
import type { LoadRequest } from "../run/load-request.ts";

/** What a load takes of a table, as far as it can be known before. */
export interface LoadPlan {
  /** Write units, as if none of the items were in the table yet. */
  readonly units: ConsumedUnits;
  /** The table (empty name) or index that takes longest; null on demand without a maximum. */
  readonly bottleneck: string | null;
  /** At the capacity that there is and `--max-wcu`; null where none is set, on demand. */
  readonly seconds: number | null;
  /** Of the units on demand, of the provisioned hours of that time; null where no prices were given. */
  readonly dollars: number | null;
  /** Whose list prices these are; null where none were given. */
  readonly prices: Pick<Prices, "region" | "asOf"> | null;
}

/** A transport that writes nothing: every batch is taken, at the units that it would take. */
export function dryTransport(table: TableShape): Transport {
  return {
    batchWrite: async (_table, requests) => {
      let ofTable = 0;
      const indexes: Record<string, number> = {};
      for (const { op, attributes, bytes } of requests) {
        if (op === "delete") {
          ofTable += writeUnitsOfBytes(bytes);
          continue;
        }
        const units = unitsOfWrite(table, undefined, attributes);
        ofTable += units.table;
        for (const [name, count] of Object.entries(units.indexes)) {
          indexes[name] = (indexes[name] ?? 0) + count;
        }
      }
      return { unprocessed: [], consumed: { table: ofTable, indexes } };
    },
  };
}

/**
 * Time and cost of so many units on a table, at the pace that a load may take.
 *
 * @param prices of the table's region; default: the cost is left out
 */
export function loadPlan(
  table: TableShape,
  units: ConsumedUnits,
  maxWcu: LoadRequest["maxWcu"],
  prices?: Prices,
): LoadPlan {
  const limits = unitLimits(table, maxWcu === "off" ? "auto" : maxWcu);
  const resources = [
    { name: "", billing: table.billing, units: units.table },
    ...table.globalIndexes.map(({ name, billing }) => ({
      name,
      billing,
      units: units.indexes[name] ?? 0,
    })),
  ];
  let bottleneck: string | null = null;
  let seconds: number | null = null;
  for (const { name, units } of resources) {
    const rate = limits.get(name);
    if (rate === undefined) continue;
    if (seconds !== null && units / rate <= seconds) continue;
    [bottleneck, seconds] = [name, units / rate];
  }
  if (prices === undefined) return { units, bottleneck, seconds, dollars: null, prices: null };
  const hours = (seconds ?? 0) / 3_600;
  let dollars = 0;
  for (const { billing, units } of resources) {
    dollars +=
      billing.mode === "on-demand"
        ? costOfWrites(units, prices)
        : costOfProvisionedHours(billing.writeUnits, hours, prices);
  }
  const { region, asOf } = prices;
  return { units, bottleneck, seconds, dollars, prices: { region, asOf } };
}
