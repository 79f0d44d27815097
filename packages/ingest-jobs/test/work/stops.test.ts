import { Interrupt } from "@spillway/load";
import { ManualClock } from "@spillway/testkit";
import { describe, expect, it } from "vitest";
import type { MetaItem } from "../../src/store/items/meta-item.ts";
import { stopsOf } from "../../src/work/chunk/stops.ts";
import type { WorkServices } from "../../src/work/work-services.ts";

const never = () => new Promise<never>(() => {});

/** A load that may run for 800 s, and how far it is ended after each moment. */
function running({ client }: { readonly client: () => Promise<unknown> }) {
  const clock = new ManualClock();
  const owner = { leaseEndsAtMs: 17_000 };
  const interrupt = new Interrupt();
  const services = { clock, clients: { dynamodb: client }, table: "jobs" };
  const delivery = { handOnAtMs: 800_000, abortAtMs: 805_000 };
  const stops = stopsOf(services as unknown as WorkServices, {
    ...{ meta: {} as MetaItem, delivery, interrupt, owner },
  });
  const after = async (ms: number) => {
    await clock.advance(ms);
    if (interrupt.signal.aborted) return "aborted";
    if (interrupt.drainSignal.aborted) return "sends nothing more";
    return interrupt.requested ? "reads no more" : "goes on";
  };
  return { owner, stops, after };
}

describe("a load is ended", () => {
  it("at once when its lease is not renewed, though nobody says that it is over", async () => {
    const { owner, stops, after } = running({ client: never });
    expect(await after(10_000)).toBe("goes on");
    owner.leaseEndsAtMs = 27_000;
    expect(await after(16_999)).toBe("goes on");
    expect(await after(1)).toBe("aborted");
    expect(stops.isJobStopped()).toBe(false);
    stops.end();
  });

  it("softly when its time is up, then so that nothing more is sent, and at once when it is over", async () => {
    const { owner, stops, after } = running({ client: never });
    owner.leaseEndsAtMs = 1_000_000;
    expect(await after(799_999)).toBe("goes on");
    expect(await after(1)).toBe("reads no more");
    expect(await after(2_499)).toBe("reads no more");
    expect(await after(1)).toBe("sends nothing more");
    expect(await after(2_499)).toBe("sends nothing more");
    expect(await after(1)).toBe("aborted");
    stops.end();
  });

  it("softly when its job was stopped, and waits for what is in flight as long as it may", async () => {
    // No such job any more.
    const { owner, stops, after } = running({ client: async () => ({ send: async () => ({}) }) });
    owner.leaseEndsAtMs = 1_000_000;
    expect(await after(249)).toBe("goes on");
    expect(await after(1)).toBe("reads no more");
    expect(stops.isJobStopped()).toBe(true);
    expect(await after(1_499)).toBe("reads no more");
    expect(await after(1)).toBe("sends nothing more");
    expect(await after(798_250)).toBe("sends nothing more");
    expect(await after(5_000)).toBe("aborted");
    stops.end();
  });

  it("by nothing once it has ended by itself", async () => {
    const { stops, after } = running({ client: never });
    stops.end();
    expect(await after(1_000_000)).toBe("goes on");
  });
});
