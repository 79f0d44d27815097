import type { PlainRecord } from "@spillway/item";
import type { PlannedLoad } from "../loads/planned-load.ts";

/** How many writes a load has. */
export function countOf({ writes }: PlannedLoad): number {
  if (typeof writes === "number") return writes;
  const { stepSeconds } = writes;
  let asked = 0;
  for (let step = 0; step < writes.writes.length; step += 1) {
    asked += (writes.writes[step] ?? 0) * stepSeconds;
  }
  return Math.round(asked);
}

/** All items of a load, one after the other. */
export function* recordsOf(load: PlannedLoad): Generator<PlainRecord> {
  const count = countOf(load);
  for (let n = 0; n < count; n += 1) yield load.items.record(n);
}
