import type { CapacityView } from "@spillway/capacity";
import type { TableShapes } from "../prediction/expected-use.ts";
import { learnShape, WEEKS_LEARNED } from "../prediction/learn-shape.ts";
import { WEEK_MS } from "../prediction/use-shape.ts";

const PERIOD_MS = 300_000;
const MOST_PERIODS = (WEEKS_LEARNED * WEEK_MS) / PERIOD_MS;

/** Sums of five minutes of one table or index. */
interface ResourceHistory {
  startMs: number;
  /** The end of the last minute that is in it, in milliseconds. */
  untilMs: number;
  readonly reads: number[];
  readonly writes: number[];
}

/** What a table was used for, kept from view to view as CloudWatch keeps it: sums of five minutes, four weeks. */
export class UseHistory {
  readonly #resources = new Map<string, ResourceHistory>();

  /** Adds the minutes that are new. */
  add(view: CapacityView): void {
    for (const [resource, { minutes }] of view.resources) {
      const first = minutes[0];
      if (first === undefined) continue;
      const known = this.#resources.get(resource) ?? begin(first.startMs);
      this.#resources.set(resource, known);
      const missing = minutes.findLastIndex((minute) => minute.startMs < known.untilMs) + 1;
      for (let at = missing; at < minutes.length; at++) {
        const minute = minutes[at];
        if (minute === undefined) continue;
        const period = Math.floor((minute.startMs - known.startMs) / PERIOD_MS);
        while (known.reads.length <= period) {
          known.reads.push(0);
          known.writes.push(0);
        }
        known.reads[period] = (known.reads[period] ?? 0) + minute.consumed.readUnits;
        known.writes[period] = (known.writes[period] ?? 0) + minute.consumed.writeUnits;
        known.untilMs = minute.startMs + 60_000;
      }
      forgetOld(known);
    }
  }

  learn(): TableShapes {
    const shapes: Record<string, TableShapes[string]> = {};
    for (const [resource, { startMs, reads, writes }] of this.#resources) {
      shapes[resource] = {
        read: learnShape({ startMs, periodMs: PERIOD_MS, sums: reads }),
        write: learnShape({ startMs, periodMs: PERIOD_MS, sums: writes }),
      };
    }
    return shapes;
  }
}

function begin(firstMs: number): ResourceHistory {
  const startMs = Math.floor(firstMs / PERIOD_MS) * PERIOD_MS;
  return { startMs, untilMs: startMs, reads: [], writes: [] };
}

/** A week at a time: to move an array by one each five minutes would cost more than all the rest. */
function forgetOld(known: ResourceHistory): void {
  const inWeek = WEEK_MS / PERIOD_MS;
  if (known.reads.length < MOST_PERIODS + inWeek) return;
  known.reads.splice(0, inWeek);
  known.writes.splice(0, inWeek);
  known.startMs += WEEK_MS;
}
