import { describe, expect, it } from "vitest";
import { Deadline, ManualClock } from "../src/index.ts";

describe("Deadline", () => {
  it("counts down to 0 and no further", async () => {
    const clock = new ManualClock();
    await clock.advance(500);
    const deadline = Deadline.after(clock, 1_000);
    expect(deadline.atMs).toBe(1_500);
    expect([deadline.remainingMs(), deadline.hasPassed()]).toEqual([1_000, false]);
    await clock.advance(999);
    expect([deadline.remainingMs(), deadline.hasPassed()]).toEqual([1, false]);
    await clock.advance(1);
    expect([deadline.remainingMs(), deadline.hasPassed()]).toEqual([0, true]);
    await clock.advance(1);
    expect([deadline.remainingMs(), deadline.hasPassed()]).toEqual([0, true]);
  });

  it("has passed when its moment was before now", () => {
    expect(new Deadline(new ManualClock(), -1).hasPassed()).toBe(true);
  });

  it("never passes if it is never", async () => {
    const clock = new ManualClock();
    const never = Deadline.never(clock);
    await clock.advance(1e12);
    expect([never.remainingMs(), never.hasPassed()]).toEqual([Number.POSITIVE_INFINITY, false]);
  });
});
