import { describe, expect, it, vi } from "vitest";
import { ManualClock, RateLimiter } from "../src/index.ts";

/** Acquires and notes when it was let through. */
function limiterWithLog(options: { ratePerSecond: number; burst?: number }) {
  const clock = new ManualClock();
  const limiter = new RateLimiter({ clock, ...options });
  const log: string[] = [];
  const acquire = (name: string, units: number, signal?: AbortSignal) =>
    limiter.acquire(units, signal).then(
      () => void log.push(`${name} at ${clock.now()}`),
      (error: unknown) => void log.push(`${name} ${String(error)} at ${clock.now()}`),
    );
  return { clock, limiter, log, acquire };
}

describe("RateLimiter", () => {
  it("lets one second's worth through at once, then keeps the rate", async () => {
    const { clock, log, acquire } = limiterWithLog({ ratePerSecond: 10 });
    for (const name of ["a", "b", "c", "d"]) void acquire(name, 5);
    await clock.advance(10_000);
    expect(log).toEqual(["a at 0", "b at 0", "c at 500", "d at 1000"]);
  });

  it("does not let a small request pass a large one that asked before", async () => {
    const { clock, log, acquire } = limiterWithLog({ ratePerSecond: 10, burst: 10 });
    void acquire("first", 9);
    void acquire("large", 10);
    void acquire("small", 1);
    await clock.advance(10_000);
    expect(log).toEqual(["first at 0", "large at 900", "small at 1000"]);
  });

  it("lets a request above the burst through when it is full; those after it pay it off", async () => {
    const { clock, log, acquire } = limiterWithLog({ ratePerSecond: 10, burst: 5 });
    void acquire("huge", 50);
    void acquire("next", 1);
    await clock.advance(10_000);
    expect(log).toEqual(["huge at 0", "next at 4600"]);
  });

  it("takes a new rate for those who ask, and one second's worth of it as burst", async () => {
    const { clock, limiter, log, acquire } = limiterWithLog({ ratePerSecond: 1_000 });
    limiter.setRate(10);
    expect(limiter.ratePerSecond).toBe(10);
    void acquire("a", 10);
    void acquire("b", 10);
    await clock.advance(10_000);
    expect(log).toEqual(["a at 0", "b at 1000"]);
  });

  it("keeps a burst that was given when only the rate changes", async () => {
    const { clock, limiter, log, acquire } = limiterWithLog({ ratePerSecond: 1_000, burst: 20 });
    limiter.setRate(10);
    void acquire("a", 20);
    void acquire("b", 10);
    await clock.advance(10_000);
    expect(log).toEqual(["a at 0", "b at 1000"]);
  });

  it("looks again after a wait during which the rate fell", async () => {
    const { clock, limiter, log, acquire } = limiterWithLog({ ratePerSecond: 10, burst: 10 });
    void acquire("a", 10);
    void acquire("b", 10);
    await clock.advance(500);
    limiter.setRate(1);
    await clock.advance(10_000);
    expect(log).toEqual(["a at 0", "b at 5500"]);
  });

  it("gives an aborted request up at once, also behind others, and takes nothing for it", async () => {
    const { clock, log, acquire } = limiterWithLog({ ratePerSecond: 10, burst: 10 });
    const controller = new AbortController();
    void acquire("a", 10);
    void acquire("waiting", 10, controller.signal);
    void acquire("queued", 10, controller.signal);
    void acquire("b", 10);
    void acquire("queued too", 10, controller.signal);
    await clock.advance(300);
    controller.abort("stop");
    await clock.advance(10_000);
    expect(log).toEqual([
      "a at 0",
      "waiting stop at 300",
      "queued stop at 300",
      "queued too stop at 300",
      "b at 1000",
    ]);
  });

  it("refuses a request whose signal was aborted before, without waiting for its turn", async () => {
    const { clock, log, acquire } = limiterWithLog({ ratePerSecond: 10, burst: 10 });
    void acquire("a", 10);
    await clock.advance(0);
    void acquire("b", 10);
    void acquire("late", 10, AbortSignal.abort("stopped"));
    await clock.advance(0);
    expect(log).toEqual(["a at 0", "late stopped at 0"]);
  });

  it("grants a request whose signal is aborted after its turn", async () => {
    const { clock, limiter } = limiterWithLog({ ratePerSecond: 10, burst: 10 });
    const controller = new AbortController();
    const granted = limiter.acquire(10, controller.signal);
    await clock.advance(0);
    controller.abort("too late");
    await expect(granted).resolves.toBeUndefined();
  });

  it("grants a request whose signal is aborted in the moment between taking and answering", async () => {
    const controller = new AbortController();
    const clock = new ManualClock();
    const limiter = new RateLimiter({ clock, ratePerSecond: 10 });
    // The limiter looks at the clock and takes in one go; the abort comes right after.
    vi.spyOn(clock, "now").mockImplementation(() => {
      queueMicrotask(() => controller.abort("too late"));
      return 0;
    });
    await expect(limiter.acquire(10, controller.signal)).resolves.toBeUndefined();
    expect(controller.signal.aborted).toBe(true);
  });

  it("refuses what is no number of units, and goes on", async () => {
    const { limiter } = limiterWithLog({ ratePerSecond: 10 });
    await expect(limiter.acquire(Number.NaN)).rejects.toMatchObject({ code: "BUCKET_INVALID" });
    await expect(limiter.acquire(-1)).rejects.toMatchObject({ code: "BUCKET_INVALID" });
    await expect(limiter.acquire(10)).resolves.toBeUndefined();
  });
});
