import { ManualClock } from "@spillway/testkit";
import { expect, it } from "vitest";
import { followCapacity, type TableShape } from "../src/index.ts";

const shape = (writeUnits: number): TableShape => ({
  name: "T",
  keys: { partitionKey: { name: "pk", type: "S" } },
  billing: { mode: "provisioned", writeUnits, readUnits: 1 },
  globalIndexes: [],
  localIndexes: [],
});

it("tells the pacer each minute what the table has, and passes over a question that fails", async () => {
  const clock = new ManualClock();
  const ended = new AbortController();
  const answers = [shape(10), new Error("no answer"), shape(30)];
  const told: TableShape[] = [];
  const following = followCapacity({
    describe: async () => {
      const answer = answers.shift();
      if (answer === undefined || answer instanceof Error) throw answer;
      return answer;
    },
    pacer: { update: (table) => told.push(table) },
    clock,
    signal: ended.signal,
  });
  await clock.advance(59_999);
  expect(told).toEqual([]);
  await clock.advance(200_000);
  expect(told).toEqual([shape(10), shape(30)]);
  ended.abort();
  await following;
  expect(clock.sleeping).toBe(0);
});
