import { type LoadPace, type LoadProgress, shareDone } from "@spillway/load";
import { formatCount, formatRate, formatSeconds } from "@spillway/report-page";
import { barOf } from "../command-line/progress-bar.ts";

/**
 * The counts in words: `48,200 written · 5,120/s · 5,120 units/s · 12 throttled · 40 s left`. What does
 * not fit is left out, the least important first: units, then throttles; what was not written stays.
 *
 * @param width columns that there are; default: as many as it takes
 */
export function progressWords(
  { write, writtenBefore }: LoadProgress,
  pace: LoadPace | undefined,
  width = Number.POSITIVE_INFINITY,
): string {
  const { written, rejected, failed, spilled, throttledWrites } = write;
  const { recordsPerSecond = 0, unitsPerSecond = 0, secondsLeft } = pace ?? {};
  const words: { readonly text: string; readonly weight: number; readonly isShown: boolean }[] = [
    { text: `${formatCount(writtenBefore + written)} written`, weight: 6, isShown: true },
    { text: `${formatRate(recordsPerSecond)}/s`, weight: 3, isShown: pace !== undefined },
    { text: `${formatRate(unitsPerSecond)} units/s`, weight: 1, isShown: pace !== undefined },
    { text: `${formatCount(throttledWrites)} throttled`, weight: 2, isShown: throttledWrites > 0 },
    { text: `${formatCount(rejected)} rejected`, weight: 5, isShown: rejected > 0 },
    { text: `${formatCount(failed)} failed`, weight: 5, isShown: failed > 0 },
    { text: `${formatCount(spilled)} spilled`, weight: 5, isShown: spilled > 0 },
    {
      text: `${formatSeconds(secondsLeft ?? 0)} left`,
      weight: 4,
      isShown: secondsLeft !== undefined,
    },
  ];
  let shown = words.filter(({ isShown }) => isShown);
  const line = () => shown.map(({ text }) => text).join(SEPARATOR);
  while (shown.length > 1 && line().length > width) {
    const least = Math.min(...shown.map(({ weight }) => weight));
    const last = shown.findLastIndex(({ weight }) => weight === least);
    shown = shown.filter((_, at) => at !== last);
  }
  return line();
}

const SEPARATOR = " · ";

/** The line for where nothing can be drawn again: `    42 % 48,200 written · …`. */
export function textLine(progress: LoadProgress, pace: LoadPace | undefined): string {
  const share = shareDone(progress);
  const percent = share === undefined ? "" : `${Math.floor(share * 100)} % `;
  return `    ${percent}${progressWords(progress, pace)}`;
}

const WIDEST_BAR = 24;
const NARROWEST_BAR = 8;
const BAR_SHARE = 0.15;

/** A bar and the words beside it, in a line that is never wider than the terminal. */
export function barLine(
  progress: LoadProgress,
  pace: LoadPace | undefined,
  width: number,
): { readonly full: string; readonly rest: string; readonly words: string } {
  // The last column stays free: some terminals break the line there.
  const room = width - 1;
  // By the terminal alone: a bar that changes with the words beside it can't be read.
  const wanted = Math.max(NARROWEST_BAR, Math.min(WIDEST_BAR, Math.floor(width * BAR_SHARE)));
  const words = progressWords(progress, pace, room - wanted - 1);
  const bar = Math.max(0, Math.min(wanted, room - words.length - 1));
  return { ...barOf(shareDone(progress), bar), words };
}
