import { type LoadPattern, seededRandom } from "@spillway/simulator";

export const SPEED_SHAPES = ["daily", "spikes"] as const;
export type SpeedShape = (typeof SPEED_SHAPES)[number];

const DAY_SECONDS = 86_400;
const STARTS_MS = Date.UTC(2026, 0, 5);

/**
 * Traffic by the second, no second as the one before: up by day and down by night with noise, or with three
 * spikes a day of ten times as much.
 */
export function speedPattern(shape: SpeedShape, days: number): LoadPattern {
  const random = seededRandom(1);
  // In place: what a mapped copy takes meanwhile would hide what planning takes.
  const writes = new Float64Array(days * DAY_SECONDS);
  for (let second = 0; second < writes.length; second += 1) {
    const wave = 1 - 0.9 * Math.cos((second / DAY_SECONDS) * 2 * Math.PI);
    const isSpike = shape === "spikes" && second % (DAY_SECONDS / 3) < 600;
    const mean = 200 * wave * (isSpike ? 10 : 1);
    writes[second] = Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  }
  return { name: shape, startMs: STARTS_MS, stepSeconds: 1, writes };
}
