import { formatCount } from "@spillway/report-page";
import { median } from "../../median.ts";
import type { SpikeTrial } from "./check-spike-demo.ts";
import type { ComparedSpike, HeldFigure } from "./compared-spikes.ts";

const NAMES: Readonly<Record<HeldFigure, string>> = {
  throttledWrites: "throttled writes",
  seconds: "seconds",
  units: "units",
};
const HEAD = ["", "predicted", "seeds gave", "measured", "comparisons gave", "off by", ""];

/** What was predicted of the demo's spike beside what was measured, for a terminal. */
export function spikeDemoText(
  trials: readonly SpikeTrial[],
  compared: readonly ComparedSpike[],
): string {
  const rows = [
    HEAD,
    ...compared.map((one) => [
      `${one.strategy}: ${NAMES[one.figure]}`,
      numberText(one.predicted),
      rangeText(one.predictedRange),
      numberText(one.measured),
      rangeText(one.measuredRange),
      `${(one.offBy * 100).toFixed(1)} %`,
      verdictOf(one),
    ]),
  ];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 || column === HEAD.length - 1
          ? cell.padEnd(width)
          : cell.padStart(width);
      })
      .join("  ")
      .trimEnd(),
  );
  const within = compared.filter(({ isWithin }) => isWithin).length;
  return [
    ...lines,
    "",
    `${within} of ${compared.length} figures within 5 % or 5 writes, 5 % of the time, 1 % of the units; medians of ${trials.length} comparisons and of their seeds.`,
    conditionsText(trials),
  ].join("\n");
}

/** What of the machine went into the prediction: nothing else that was measured did. */
function conditionsText(trials: readonly SpikeTrial[]): string {
  const timed = trials.flatMap((trial) => trial.timed);
  const of = (kind: string) =>
    `${median(timed.filter((one) => one.kind === kind).map(({ tookMs }) => tookMs)).toFixed(0)} ms`;
  const overheads = trials.map(({ overhead }) => overhead);
  return [
    "Conditions, measured meanwhile in a table and a queue of their own, in the median:",
    `a batch written ${of("write")}, refused ${of("refuse")}; messages sent ${of("send")}, received ${of("receive")}, deleted ${of("delete")}; a function that has nothing to do ${of("invoke")}.`,
    `Before the functions have the spike: ${rangeText([Math.min(...overheads), Math.max(...overheads)])} s, as a single record took just before. What a queue's consumers write is seen 0.5 s later, in the mean.`,
  ].join("\n");
}

function verdictOf({ isWithin, isWithinJitter }: ComparedSpike): string {
  if (isWithin) return "within";
  return isWithinJitter
    ? "off: by jitter, which differs from run to run; seeds give as much"
    : "OFF by more than jitter: compare the conditions below";
}

function rangeText([least, most]: readonly [number, number]): string {
  return least === most ? numberText(least) : `${numberText(least)} to ${numberText(most)}`;
}

function numberText(value: number): string {
  return Number.isInteger(value) || value >= 100 ? formatCount(value) : value.toFixed(1);
}
