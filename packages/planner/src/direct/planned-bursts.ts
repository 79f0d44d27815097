import type { KeyAttribute, KeySchema, PlainRecord } from "@spillway/item";
import type { LoadPattern } from "@spillway/simulator";
import type { Burst } from "../spike/spike-options.ts";
import type { Workload } from "../workload/workload.ts";

/**
 * The records of a workload, as they come: a file's all at once, those of traffic second by second. They are
 * no more than a key each; what they cost is the workload's to say.
 */
export function plannedBursts(workload: Workload, keys: KeySchema): readonly Burst[] {
  if (workload.kind === "bulk") return [burstOf(keys, 0, 0, workload.items)];
  const bursts: Burst[] = [];
  let before = 0;
  forEachSecond(workload.pattern, (second, asked) => {
    // What is below one write in a second comes with what follows.
    const count = Math.floor(asked) - before;
    if (count > 0) bursts.push(burstOf(keys, second, before, count));
    before += Math.max(0, count);
  });
  return bursts;
}

/** Calls `each` with every second that has writes, and all that was asked for up to its end. */
function forEachSecond(
  { writes, stepSeconds }: LoadPattern,
  each: (second: number, askedInAll: number) => void,
): void {
  let asked = 0;
  for (let step = 0; step < writes.length; step += 1) {
    const perSecond = writes[step] ?? 0;
    if (perSecond === 0) continue;
    for (let second = 0; second < stepSeconds; second += 1) {
      asked += perSecond;
      // Sums of fractions come out a little below the whole number that they make.
      each(step * stepSeconds + second, asked + 1e-6);
    }
  }
}

function burstOf(keys: KeySchema, atSeconds: number, first: number, count: number): Burst {
  function* records(): Generator<PlainRecord> {
    for (let index = first; index < first + count; index += 1) yield recordOf(keys, index);
  }
  return { atSeconds, records: records(), count };
}

function recordOf({ partitionKey, sortKey }: KeySchema, index: number): PlainRecord {
  return {
    [partitionKey.name]: keyValue(partitionKey, index),
    ...(sortKey && { [sortKey.name]: keyValue(sortKey, 0) }),
  };
}

function keyValue({ type }: KeyAttribute, index: number): string | number | Uint8Array {
  if (type === "N") return index;
  return type === "S" ? `${index}` : Buffer.from(`${index}`);
}
