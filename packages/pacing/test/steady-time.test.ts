import fc from "fast-check";
import { expect, it } from "vitest";
import { steadyTime } from "../src/steady-time.ts";

function machine() {
  const at = { wallMs: 1_000_000, runningMs: 50 };
  return {
    at,
    now: steadyTime(
      () => at.wallMs,
      () => at.runningMs,
    ),
  };
}

it("runs with the monotonic clock where the machine's clock is set back, or a little forth", () => {
  const { at, now } = machine();
  expect(now()).toBe(1_000_000);
  Object.assign(at, { wallMs: 400_000, runningMs: 80 });
  expect(now()).toBe(1_000_030);
  Object.assign(at, { wallMs: 1_000_500, runningMs: 90 });
  expect(now()).toBe(1_000_040);
});

it("follows the wall clock where the machine was suspended, and runs on from there", () => {
  const { at, now } = machine();
  at.wallMs += 1_800_000;
  expect(now()).toBe(2_800_000);
  at.wallMs += 10;
  at.runningMs += 10;
  expect(now()).toBe(2_800_010);
});

it("never goes back, and is never a second behind, whatever the wall clock does", () => {
  const step = fc.record({
    wall: fc.integer({ min: -5_000, max: 5_000 }),
    running: fc.integer({ min: 0, max: 3_000 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
      const { at, now } = machine();
      let before = now();
      for (const { wall, running } of steps) {
        at.wallMs += wall;
        at.runningMs += running;
        const then = now();
        expect(then).toBeGreaterThanOrEqual(before + running);
        expect(then).toBeGreaterThan(at.wallMs - 1_000);
        before = then;
      }
    }),
  );
});
