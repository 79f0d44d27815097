import { Deadline } from "@spillway/pacing";
import { ManualClock } from "@spillway/testkit";
import { expect, test } from "vitest";
import { retrying } from "../../src/failures/retrying.ts";
import { FailurePolicies } from "../../src/index.ts";

const passing = () => Object.assign(new Error("m"), { name: "SlowDown" });

function failing(times: number, error: () => Error = passing) {
  let calls = 0;
  const operation = async (): Promise<string> => {
    calls += 1;
    if (calls <= times) throw error();
    return `done at call ${calls}`;
  };
  return { operation, calls: () => calls };
}

const options = (clock: ManualClock, deadlineMs: number, policies = new FailurePolicies()) => ({
  ...{ policies, clock, random: () => 0.5, deadline: Deadline.after(clock, deadlineMs) },
});

test("waits with full jitter until what passes has passed", async () => {
  const clock = new ManualClock();
  const { operation } = failing(4);
  expect(await clock.run(retrying(operation, options(clock, 60_000)))).toBe("done at call 5");
  expect(clock.sleeps).toEqual([25, 50, 100, 200]);
});

test("never waits past the deadline", async () => {
  const clock = new ManualClock();
  const { operation, calls } = failing(100);
  await expect(clock.run(retrying(operation, options(clock, 100)))).rejects.toThrow("m");
  expect(clock.sleeps).toEqual([25, 50]);
  expect(calls()).toBe(3);
});

test("gives up at once on what does not pass", async () => {
  const clock = new ManualClock();
  const { operation, calls } = failing(1, () => new TypeError("defect"));
  await expect(retrying(operation, options(clock, 60_000))).rejects.toThrow("defect");
  expect(calls()).toBe(1);
});

test("uses up the attempts of its policy", async () => {
  const clock = new ManualClock();
  const policies = new FailurePolicies([{ error: "TypeError", policy: "retry", attempts: 3 }]);
  const { operation, calls } = failing(9, () => new TypeError("defect"));
  await expect(clock.run(retrying(operation, options(clock, 60_000, policies)))).rejects.toThrow(
    "defect",
  );
  expect(calls()).toBe(3);
});
