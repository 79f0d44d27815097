import { describe, expect, it } from "vitest";
import { systemClock } from "../src/index.ts";

describe("systemClock", () => {
  it("counts milliseconds from 1970 and never goes back", () => {
    const first = systemClock.now();
    expect(new Date(first).getFullYear()).toBeGreaterThanOrEqual(2024);
    expect(systemClock.now()).toBeGreaterThanOrEqual(first);
  });

  it("sleeps", async () => {
    await expect(systemClock.sleep(0)).resolves.toBeUndefined();
    await expect(systemClock.sleep(-5)).resolves.toBeUndefined();
  });

  it("does not begin to sleep when the signal was aborted before", async () => {
    const reason = new Error("stop");
    await expect(systemClock.sleep(3_600_000, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it("ends its sleep with the signal's reason", async () => {
    const controller = new AbortController();
    const reason = new Error("stop");
    const sleep = systemClock.sleep(3_600_000, controller.signal);
    controller.abort(reason);
    await expect(sleep).rejects.toBe(reason);
  });
});
