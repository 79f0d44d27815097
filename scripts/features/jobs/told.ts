import type { JobAnswer } from "@spillway/jobs-client";

const number = (value: number) => Math.round(value).toLocaleString("en");

/** How far a job is, in one line. */
export function progressLine({ state, progress }: JobAnswer): string {
  const { records, bytes, totalBytes, chunks, unitsPerSecond, secondsLeft } = progress;
  if (totalBytes === undefined) return state;
  const percent = totalBytes === 0 ? 100 : Math.floor((100 * bytes) / totalBytes);
  return [
    state.padEnd(9),
    `${percent} %`.padStart(5),
    `${number(records)} records`.padStart(15),
    `${chunks.done} of ${chunks.total} chunks, ${chunks.running} running`,
    `${number(unitsPerSecond)} units a second`,
    ...(secondsLeft === undefined ? [] : [`${number(secondsLeft)} s left`]),
  ].join("  ");
}

/** How a job ended, in one line. */
export function reportLine({ state, report, reason }: JobAnswer): string {
  if (report === undefined) return `${state}${reason === undefined ? "" : `: ${reason.message}`}`;
  const { read, written, rejected, failed } = report;
  return `${state}: of ${number(read)} records ${number(written)} written, ${number(rejected)} rejected, ${number(failed)} failed`;
}
