import { formatCount, formatSeconds } from "@spillway/report-page";
import type { Cloud } from "./cloud.ts";
import { type LoadShown, PER_SECOND } from "./load.ts";

/** Raises of the table or an index, one after the other: `5 → 10 → 20 → 40`. */
export function stepsOf({ events }: Pick<LoadShown, "events">, resource: string): string {
  const raises = events
    .filter(({ refused }) => refused === undefined)
    .flatMap(({ steps }) => steps)
    .filter((step) => step.resource === resource && step.access === "write" && step.to > step.from);
  const [first] = raises;
  return first === undefined ? "none" : [first.from, ...raises.map(({ to }) => to)].join(" → ");
}

/** What there is to learn, in a sentence. */
export function sentenceOf(shown: LoadShown, { scaling }: Pick<Cloud, "scaling">): string {
  const { written, startedMs, enoughMs, killedMs, backMs } = shown;
  const after = (from: number, to: number) => formatSeconds((to - from) / 1_000);
  const lost = written.failed === 0 ? "none failed" : `${formatCount(written.failed)} failed`;
  return `${PER_SECOND} writes a second came to a table and an index of ${scaling.base.write} units; after ${after(startedMs, enoughMs)} both had enough. Of ${formatCount(written.succeeded + written.failed)} writes ${lost}. The writer was killed at once, and ${after(killedMs, backMs)} later the scaler's function had brought everything back.`;
}
