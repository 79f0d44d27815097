import { median } from "../median.ts";
import type { Measure } from "./measure.ts";
import type { Place } from "./places.ts";

/** What was the same for all. */
export interface Conditions {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  readonly itemBytes: number;
  readonly runs: number;
}

/** Medians of one contender at one place. */
export interface Result {
  readonly place: string;
  readonly placeConditions: string;
  readonly contender: string;
  readonly items: number;
  readonly runs: number;
  readonly itemsPerSecond?: number;
  readonly cpuSecondsPerMillion?: number;
  readonly peakMemoryMb?: number;
  /** Why it has no result: such a contender does not get through here. */
  readonly failure?: string;
}

export interface Runs {
  readonly place: Place;
  readonly contender: string;
  readonly count: number;
  readonly measures: readonly Measure[];
  readonly failure: string | undefined;
}

export function summary({ place, contender, count, measures, failure }: Runs): Result {
  const about = {
    place: place.name,
    placeConditions: place.conditions,
    contender,
    items: count,
    runs: measures.length,
  };
  if (failure !== undefined) return { ...about, failure };
  return {
    ...about,
    itemsPerSecond: median(measures.map(({ seconds }) => count / seconds)),
    cpuSecondsPerMillion: median(measures.map(({ cpuSeconds }) => (cpuSeconds / count) * 1e6)),
    peakMemoryMb: median(measures.map(({ peakMemoryMb }) => peakMemoryMb)),
  };
}

/** Tables for people, one for each place, with ratios to the document client and the bare loop. */
export function printed(conditions: Conditions, results: readonly Result[]): string {
  const { cpu, cores, node, itemBytes, runs } = conditions;
  const lines = [
    `${cpu}, ${cores} cores, Node ${node}; items of ${itemBytes} bytes, medians of ${runs}`,
  ];
  for (const place of new Set(results.map((result) => result.place))) {
    const here = results.filter((result) => result.place === place);
    lines.push("", `${place}: ${here[0]?.items} items, ${here[0]?.placeConditions}`);
    const columns = ["items/s", "× document", "× bare loop", "CPU s/million", "peak MB"];
    lines.push(row("", columns));
    const speedOf = (name: string) =>
      here.find(({ contender }) => contender === name)?.itemsPerSecond;
    for (const result of here) {
      const { contender, failure, itemsPerSecond = 0 } = result;
      if (failure !== undefined) {
        lines.push(`${contender.padEnd(18)}${failure}`);
        continue;
      }
      const cells = [
        itemsPerSecond.toFixed(0),
        ratio(itemsPerSecond, speedOf("document-client")),
        ratio(itemsPerSecond, speedOf("bare-loop")),
        (result.cpuSecondsPerMillion ?? 0).toFixed(1),
        (result.peakMemoryMb ?? 0).toFixed(0),
      ];
      lines.push(row(contender, cells));
    }
  }
  return lines.join("\n");
}

function ratio(speed: number, other: number | undefined): string {
  return other === undefined ? "–" : (speed / other).toFixed(2);
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(18) + cells.map((cell) => cell.padStart(15)).join("");
}
