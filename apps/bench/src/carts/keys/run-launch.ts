import type { UsageEvent } from "@spillway/capacity-proxy";
import { BenchClock } from "../../planning/places/bench-clock.ts";
import { loadPlace } from "../../planning/places/load-place.ts";
import { sendWhenDue } from "../../planning/runs/open-loop.ts";
import { isThrottle } from "../../planning/runs/run-record.ts";
import type { KeyChoice } from "./key-choices.ts";
import { HOT_PRODUCT, type Launch, launchAdds, launchPattern } from "./launch.ts";
import { openShop } from "./open-shop.ts";

/** Adds that were done, and those that were throttled. */
export interface AddCount {
  readonly done: number;
  readonly throttled: number;
}

/** Adds of the product that everybody wants, and of all others. */
export interface LaunchCount {
  readonly hot: AddCount;
  readonly others: AddCount;
}

/** What became of a launch on one table. */
export interface LaunchResult extends LaunchCount {
  readonly key: KeyChoice["key"];
  readonly name: string;
  readonly seconds: readonly LaunchCount[];
  /** DynamoDB's reasons, and how many adds each refused. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Write units of an add that was done, those of an index too. */
  readonly unitsPerAdd: number;
}

/**
 * Runs a launch on a new table behind a proxy, by the cart's own `add`: only the table's keys differ. Time goes by
 * the pattern, as fast as adds are answered, so that the result does not depend on the machine. A throttled add is
 * not tried again.
 *
 * @param engine the address of DynamoDB Local
 */
export async function runLaunch(
  engine: string,
  { key, name, table }: KeyChoice,
  launch: Launch,
  seed: number,
): Promise<LaunchResult> {
  const pattern = launchPattern(launch);
  const clock = new BenchClock(pattern.startMs, true);
  const shape = { ...table, name: `${table.name}-${crypto.randomUUID()}` };
  const place = await loadPlace(engine, shape, { burstSeconds: 0, clock });
  const seconds = Array.from(pattern.writes, () => ({
    ...{ hot: { done: 0, throttled: 0 }, others: { done: 0, throttled: 0 } },
  }));
  try {
    const carts = await openShop(engine, place, clock, launch);
    const adds = launchAdds(launch, seed);
    const addNext = async (number: number) => {
      const { userId, productId } = adds.next().value;
      // What is due at the very end is sent a moment later.
      const second = Math.floor((clock.now() - pattern.startMs) / 1_000);
      const counts = seconds[Math.min(second, seconds.length - 1)];
      const count = productId === HOT_PRODUCT ? counts?.hot : counts?.others;
      if (count === undefined) throw new Error("expected a launch of a second at least");
      const request = { key: `add-${number}`, digest: productId };
      try {
        await carts.add(userId, { productId, quantity: 1 }, request);
        count.done += 1;
      } catch (error) {
        if (!isThrottle(error)) throw error;
        count.throttled += 1;
      }
    };
    await sendWhenDue(pattern, clock, async (from, count) => {
      await Promise.all(Array.from({ length: count }, (_, n) => addNext(from + n)));
    });
  } finally {
    await place.close();
  }
  // Products are read through the same proxy.
  const events = place.seconds().filter((event) => event.table === shape.name);
  const units = events.reduce((sum, { consumedWriteUnits }) => sum + consumedWriteUnits, 0);
  const hot = sumOf(seconds.map((second) => second.hot));
  const others = sumOf(seconds.map((second) => second.others));
  return {
    ...{ key, name, hot, others, seconds },
    reasons: reasonsOf(events.filter(({ index }) => index === undefined)),
    unitsPerAdd: units / (hot.done + others.done),
  };
}

function sumOf(counts: readonly AddCount[]): AddCount {
  return {
    done: counts.reduce((sum, { done }) => sum + done, 0),
    throttled: counts.reduce((sum, { throttled }) => sum + throttled, 0),
  };
}

function reasonsOf(events: readonly UsageEvent[]): Readonly<Record<string, number>> {
  const reasons: Record<string, number> = {};
  for (const { throttlesByReason } of events) {
    for (const [reason, count] of Object.entries(throttlesByReason)) {
      reasons[reason] = (reasons[reason] ?? 0) + count;
    }
  }
  return reasons;
}
