import { type MinuteUsage, TABLE_RESOURCE } from "@spillway/capacity";
import type { MinutesByResource } from "@spillway/throughput-scaling";
import { plannerError } from "../planner-error.ts";

/**
 * The pattern file of what a table and its indexes consumed: `time`, `units`, `read_units`, `throttled`,
 * and `units:<index>` of each index, by the minute. `patternFromCsv` takes it again.
 *
 * @param minutes of the table and its global indexes, oldest first, as `readMinutes` gives them
 * @param name the table's, for messages
 * @throws WORKLOAD_INVALID for fewer than two minutes, and where nothing was written
 */
export function historyCsv(minutes: MinutesByResource, name: string): string {
  const own = minutes.get(TABLE_RESOURCE) ?? [];
  const indexes = [...minutes].filter(([resource]) => resource !== TABLE_RESOURCE);
  if (own.length < 2 || own.every(({ consumed }) => consumed.writeUnits === 0)) {
    throw plannerError(
      "WORKLOAD_INVALID",
      `expected a history with writes of ${name}; CloudWatch has none of its ${own.length.toLocaleString("en-US")} minutes`,
      { hint: "Ask for more days (--days, 15 at the most), or plan with a rate or a pattern." },
    );
  }
  const head = [...COLUMNS, ...indexes.map(([index]) => `units:${index}`)].join(",");
  const rows = own.map((minute, place) => {
    const ofIndexes = indexes.map(([, all]) => all[place]?.consumed.writeUnits ?? 0);
    return [...valuesOf(minute), ...ofIndexes].join(",");
  });
  return `${[head, ...rows].join("\n")}\n`;
}

const COLUMNS = ["time", "units", "read_units", "throttled"];

function valuesOf({ startMs, consumed, throttled }: MinuteUsage): readonly (string | number)[] {
  const { writeUnits, readUnits } = consumed;
  return [new Date(startMs).toISOString(), writeUnits, readUnits, throttled.writes];
}
