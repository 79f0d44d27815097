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

/** How many times as many come, stage by stage, and how much longer the stage takes: where few come, more time is needed. */
const STAGES = [
  { times: 1, longer: 8 },
  { times: 10, longer: 2 },
  { times: 100, longer: 1 },
];

/**
 * From a steady day to Black Friday.
 *
 * @param steady shoppers a second of the first stage
 * @param seconds of Black Friday: the stages before it take longer
 */
export function blackFridayStages(steady: number, seconds: number): readonly Stage[] {
  return STAGES.map(({ times, longer }) => ({
    name: `×${times}`,
    shoppersPerSecond: steady * times,
    seconds: longer * seconds,
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
