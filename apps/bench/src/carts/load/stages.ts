/** A stretch of time in which shoppers come at one rate. */
export interface Stage {
  /** `×1` */
  readonly name: string;
  readonly shoppersPerSecond: number;
  readonly seconds: number;
}

/** One who comes: the stage, and when, in milliseconds from the start. */
export interface Arrival {
  readonly stage: number;
  readonly atMs: number;
}

/** How many times as many come, stage by stage: from a steady day to Black Friday. */
const TIMES = [1, 10, 100];

/**
 * From a steady day to Black Friday.
 *
 * @param steady shoppers a second of the first stage
 * @param seconds of each stage but the first, which takes four times as long: few come in it
 */
export function blackFridayStages(steady: number, seconds: number): readonly Stage[] {
  return TIMES.map((times, at) => ({
    name: `×${times}`,
    shoppersPerSecond: steady * times,
    seconds: at === 0 ? 4 * seconds : seconds,
  }));
}

/** When shoppers come, evenly over each stage. */
export function* arrivals(stages: readonly Stage[]): Generator<Arrival> {
  let startMs = 0;
  for (const [stage, { shoppersPerSecond, seconds }] of stages.entries()) {
    const count = Math.round(shoppersPerSecond * seconds);
    for (let n = 0; n < count; n += 1) {
      yield { stage, atMs: startMs + ((n + 0.5) / count) * seconds * 1_000 };
    }
    startMs += seconds * 1_000;
  }
}
