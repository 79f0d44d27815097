import type { TableShape } from "@spillway/capacity";
import { ManualClock } from "@spillway/testkit";
import { expect, test } from "vitest";
import { currentTable } from "../src/index.ts";

const TABLE: TableShape = {
  name: "spikes",
  keys: { partitionKey: { name: "pk", type: "S" } },
  billing: { mode: "on-demand" },
  globalIndexes: [],
  localIndexes: [],
};

function setUp() {
  const clock = new ManualClock();
  const state = { calls: 0, answers: true };
  const describe = currentTable(async () => {
    state.calls += 1;
    if (!state.answers) throw new Error("DynamoDB is out of reach");
    return { ...TABLE, name: `described ${state.calls} times` };
  }, clock);
  return { clock, state, describe };
}

test("describes once in 60 seconds", async () => {
  const { clock, state, describe } = setUp();
  expect((await describe()).name).toBe("described 1 times");
  await clock.advance(59_999);
  expect((await describe()).name).toBe("described 1 times");
  await clock.advance(1);
  expect((await describe()).name).toBe("described 2 times");
  expect(state.calls).toBe(2);
});

test("keeps an older description while DynamoDB does not answer, and asks each time", async () => {
  const { clock, state, describe } = setUp();
  await describe();
  await clock.advance(60_000);
  state.answers = false;
  expect((await describe()).name).toBe("described 1 times");
  expect((await describe()).name).toBe("described 1 times");
  expect(state.calls).toBe(3);
  state.answers = true;
  expect((await describe()).name).toBe("described 4 times");
});

test("without any description it throws, and asks again next time", async () => {
  const { state, describe } = setUp();
  state.answers = false;
  await expect(describe()).rejects.toThrow("out of reach");
  state.answers = true;
  expect((await describe()).name).toBe("described 2 times");
});
