import { Interrupt } from "@spillway/load";
import { ManualClock } from "@spillway/testkit";
import { expect, it } from "vitest";
import type { MetaItem } from "../../src/store/items/meta-item.ts";
import { stopsOf } from "../../src/work/chunk/stops.ts";
import type { WorkServices } from "../../src/work/work-services.ts";

it("ends a load whose lease is not renewed, though nobody says that it is over", async () => {
  const clock = new ManualClock();
  const owner = { leaseEndsAtMs: 17_000 };
  const interrupt = new Interrupt();
  // Each request hangs.
  const clients = { dynamodb: () => new Promise(() => {}) };
  const services = { clock, clients, table: "jobs" } as unknown as WorkServices;
  const delivery = { handOnAtMs: 800_000, abortAtMs: 805_000 };
  const stops = stopsOf(services, { meta: {} as MetaItem, delivery, interrupt, owner });
  await clock.advance(10_000);
  owner.leaseEndsAtMs = 27_000;
  await clock.advance(16_999);
  expect(interrupt.requested).toBe(false);
  await clock.advance(1);
  expect(interrupt.signal.aborted).toBe(true);
  expect(stops.isJobStopped()).toBe(false);
  stops.end();
});
