import { describe, expect, it } from "vitest";
import { ManualClock } from "../src/index.ts";

describe("ManualClock", () => {
  it("stands still until it is moved", async () => {
    const clock = new ManualClock(5_000);
    expect(clock.now()).toBe(5_000);
    await clock.advance(20);
    expect(clock.now()).toBe(5_020);
  });

  it("wakes sleepers at their own moments, in order, and not before", async () => {
    const clock = new ManualClock();
    const woken: [string, number][] = [];
    const late = clock.sleep(30).then(() => woken.push(["late", clock.now()]));
    const early = clock.sleep(10).then(() => woken.push(["early", clock.now()]));
    await clock.advance(9);
    expect(woken).toEqual([]);
    expect(clock.sleeping).toBe(2);
    await clock.advance(100);
    await Promise.all([late, early]);
    expect(woken).toEqual([
      ["early", 10],
      ["late", 30],
    ]);
    expect(clock.now()).toBe(109);
  });

  it("sees a sleep that a woken sleeper starts within the same advance", async () => {
    const clock = new ManualClock();
    const work = (async () => {
      await clock.sleep(10);
      await clock.sleep(10);
      return clock.now();
    })();
    await clock.advance(20);
    expect(await work).toBe(20);
    expect(clock.sleeps).toEqual([10, 10]);
  });

  it("runs work to its end through all its sleeps", async () => {
    const clock = new ManualClock();
    const result = await clock.run(
      (async () => {
        for (let round = 1; round <= 3; round += 1) await clock.sleep(round * 1_000);
        return "done";
      })(),
    );
    expect(result).toBe("done");
    expect(clock.now()).toBe(6_000);
  });

  it("passes on the error of the work that it runs", async () => {
    const clock = new ManualClock();
    const work = clock.sleep(5).then(() => {
      throw new RangeError("no");
    });
    await expect(clock.run(work)).rejects.toThrow(RangeError);
  });

  it("says so when the work waits for something else", async () => {
    const never = new Promise<never>(() => {});
    await expect(new ManualClock().run(never)).rejects.toMatchObject({ code: "CLOCK_STALLED" });
  });

  it("rejects a sleep with the signal's reason, before and during it", async () => {
    const clock = new ManualClock();
    const reason = new Error("stopped");
    await expect(clock.sleep(10, AbortSignal.abort(reason))).rejects.toBe(reason);
    const controller = new AbortController();
    const sleeping = clock.sleep(10, controller.signal);
    controller.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
    expect(clock.sleeping).toBe(0);
  });
});
