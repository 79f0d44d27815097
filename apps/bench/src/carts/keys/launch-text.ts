import { formatCount, formatCounted } from "@spillway/report-page";
import type { Launch } from "./launch.ts";
import type { AddCount, LaunchResult } from "./run-launch.ts";

/** What was run, in a sentence. */
export function launchSentence({ usual, peak, hotShare, peakSeconds }: Launch): string {
  return `${formatCount(usual)} adds a second, then ${formatCount(peak)} for ${peakSeconds} s, ${percent(hotShare)} of all of one product`;
}

/** What became of it with each key, for a terminal. */
export function launchText(launch: Launch, results: readonly LaunchResult[]): string {
  return [
    launchSentence(launch),
    ...results.flatMap(({ name, hot, others, reasons, unitsPerAdd }) => [
      "",
      `keys ${name}`,
      `  the product that everybody wants: ${throttledText(hot)}`,
      `  all others: ${throttledText(others)}`,
      `  ${formatCounted(unitsPerAdd, "write unit")} for each add that was done`,
      ...Object.entries(reasons).map(([reason, count]) => `  ${reason}: ${formatCount(count)}`),
    ]),
  ].join("\n");
}

function throttledText({ done, throttled }: AddCount): string {
  const adds = done + throttled;
  return `${formatCount(throttled)} of ${formatCount(adds)} adds throttled (${percent(throttled / adds)})`;
}

/** `70 %`, `12.3 %` */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
