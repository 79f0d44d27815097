import {
  dailyPattern,
  fixedSpikesPattern,
  growthPattern,
  type LoadPattern,
  randomSpikesPattern,
  steadyPattern,
  tweetsPattern,
  weeklyPattern,
} from "@spillway/simulator";

/** Thirty days of loads of every shape, and thirty days of the real world. */
export function scalingShapes(seed: number): readonly LoadPattern[] {
  return [
    steadyPattern({ seed }),
    dailyPattern({ seed }),
    weeklyPattern({ seed }),
    fixedSpikesPattern({ seed, writesPerSecond: 30 }),
    randomSpikesPattern({ seed, writesPerSecond: 30 }),
    growthPattern({ seed }),
    tweetsPattern({ seed }),
  ];
}
