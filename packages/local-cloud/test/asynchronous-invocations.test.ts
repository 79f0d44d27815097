import { ManualClock } from "@spillway/testkit";
import { describe, expect, it } from "vitest";
import { AsynchronousInvocations } from "../src/lambda-host/asynchronous-invocations.ts";
import type { InvocationResult } from "../src/lambda-host/lambda-host.ts";

const ran = (failed: boolean): InvocationResult => ({
  kind: "ran",
  failed,
  requestId: "r",
  version: "$LATEST",
  payload: Buffer.from("null"),
  durationMs: 1,
  logTail: "",
});
const throttled: InvocationResult = {
  kind: "throttled",
  reason: "ConcurrentInvocationLimitExceeded",
};

/** A queue whose function answers with `results` in turn, then always with the last. */
function queueWith(results: InvocationResult[], retries = 2) {
  const clock = new ManualClock();
  const invokedAt: number[] = [];
  const dropped: string[] = [];
  const queue = new AsynchronousInvocations({
    clock,
    invoke: async () => {
      const result = results[Math.min(invokedAt.length, results.length - 1)] ?? ran(false);
      invokedAt.push(clock.now());
      return result;
    },
    retriesOf: async () => retries,
    onDropped: (_name, why) => dropped.push(why),
  });
  return { clock, queue, invokedAt, dropped };
}

describe("AsynchronousInvocations", () => {
  it("invokes once what succeeds", async () => {
    const { clock, queue, invokedAt, dropped } = queueWith([ran(false)]);
    queue.accept({ name: "f" }, Buffer.from("{}"));
    await clock.advance(600_000);
    expect(invokedAt).toEqual([0]);
    expect(dropped).toEqual([]);
  });

  it("retries after one minute, after two more, then gives up", async () => {
    const { clock, queue, invokedAt, dropped } = queueWith([ran(true)]);
    queue.accept({ name: "f" }, Buffer.from("{}"));
    await clock.advance(600_000);
    expect(invokedAt).toEqual([0, 60_000, 180_000]);
    expect(dropped).toEqual(["its retries are used up"]);
  });

  it("retries as often as the function says", async () => {
    const { clock, queue, invokedAt } = queueWith([ran(true)], 0);
    queue.accept({ name: "f" }, Buffer.from("{}"));
    await clock.advance(600_000);
    expect(invokedAt).toEqual([0]);
  });

  it("waits longer and longer while throttled, without using up retries", async () => {
    const { clock, queue, invokedAt, dropped } = queueWith([
      throttled,
      throttled,
      throttled,
      ran(false),
    ]);
    queue.accept({ name: "f" }, Buffer.from("{}"));
    await clock.advance(600_000);
    expect(invokedAt).toEqual([0, 1_000, 3_000, 7_000]);
    expect(dropped).toEqual([]);
  });

  it("drops an event that stays throttled for six hours", async () => {
    const { clock, queue, invokedAt, dropped } = queueWith([throttled]);
    queue.accept({ name: "f" }, Buffer.from("{}"));
    await clock.advance(7 * 3_600_000);
    expect(dropped).toEqual(["it grew older than six hours"]);
    expect(invokedAt.at(-1)).toBeLessThanOrEqual(6 * 3_600_000);
  });

  it("retries nothing once it is closed", async () => {
    const { clock, queue, invokedAt, dropped } = queueWith([ran(true)]);
    queue.accept({ name: "f" }, Buffer.from("{}"));
    await clock.advance(1);
    queue.close();
    await clock.advance(600_000);
    expect(invokedAt).toEqual([0]);
    expect(dropped).toEqual([]);
  });
});
