import { ManualClock } from "@spillway/pacing";
import { describe, expect, it } from "vitest";
import { ModelledFunction } from "../../src/spike/modelled-function.ts";
import { ModelledServices } from "../../src/spike/modelled-services.ts";
import { AT_ONCE, NO_TIMES } from "./spike-tables.ts";

/** Invokes at these moments, each for a second; tells the instance of each, and what was used. */
async function invoked(atMs: readonly number[], warmInstances: number) {
  const clock = new ManualClock();
  let started = 0;
  const services = new ModelledServices(clock, () => 0.5, AT_ONCE);
  const conditions = { coldStartMs: 400, warmInstances };
  const modelled = new ModelledFunction(clock, services, conditions, () => {
    started += 1;
    return started;
  });
  const instances = await clock.run(
    Promise.all(
      atMs.map(async (ms) => {
        await clock.sleep(ms);
        return modelled.invoke(async (instance) => {
          await clock.sleep(1_000);
          return instance;
        });
      }),
    ),
  );
  return { instances, usage: modelled.usage, endedMs: clock.now() };
}

describe("ModelledFunction", () => {
  it("starts an instance where all are busy, and uses it again", async () => {
    expect(await invoked([0, 100, 5_000], 0)).toEqual({
      instances: [1, 2, 2],
      usage: { invocations: 3, coldStarts: 2, seconds: 3 },
      endedMs: 6_000,
    });
  });

  it("starts none where one is warm", async () => {
    expect(await invoked([0], 1)).toEqual({
      instances: [1],
      usage: { invocations: 1, coldStarts: 0, seconds: 1 },
      endedMs: 1_000,
    });
  });
});

describe("ModelledServices", () => {
  it.each([
    ["all at once", undefined, [30, 30, 30]],
    ["in line", 1, [30, 50, 70]],
    ["two at once", 2, [30, 30, 50]],
  ])("serves %s, and lets no one wait on the way", async (_, servedAtOnce, expected) => {
    const clock = new ManualClock();
    const write = { travelMs: 10, requestMs: 20 };
    const services = new ModelledServices(clock, () => 0.5, {
      ...AT_ONCE,
      requests: { ...NO_TIMES, write },
      ...(servedAtOnce === undefined ? {} : { servedAtOnce }),
    });
    const request = async () => {
      await services.request("write");
      return clock.now();
    };
    expect(await clock.run(Promise.all([request(), request(), request()]))).toEqual(expected);
  });
});
