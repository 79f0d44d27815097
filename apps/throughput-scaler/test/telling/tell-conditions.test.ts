import { type Condition, NOTHING_TOLD } from "@spillway/throughput-scaling";
import { expect, test } from "vitest";
import { tellConditions } from "../../src/telling/tell-conditions.ts";
import { MemoryWatches } from "./memory-watches.ts";

const condition: Condition = { key: "a", subject: "A", text: "A is so.", tellBy: "topic" };

function telling(publish: () => Promise<void>) {
  const watches = new MemoryWatches();
  const lines: string[] = [];
  const write = (message: string) => lines.push(message);
  const services = {
    ...{ settings: { NOTICE_REPEAT_HOURS: 24 }, watches, publish },
    logger: { info: write, warn: write } as never,
  };
  const tell = async (nowMs: number, watch = NOTHING_TOLD, conditions = [condition]) =>
    await tellConditions(services, { table: "orders", nowMs, watch }, conditions);
  return { watches, lines, tell };
}

test("of two runs that know the same, one tells", async () => {
  const told: string[] = [];
  const { lines, tell } = telling(async () => {
    told.push("A");
  });
  expect(await Promise.all([tell(0), tell(0)])).toEqual([true, false]);
  expect([told, lines]).toEqual([["A"], ["A"]]);
});

test("what could not be published is told at the next look", async () => {
  let fails = true;
  const told: string[] = [];
  const { watches, lines, tell } = telling(async () => {
    if (fails) throw new Error("no such topic");
    told.push("A");
  });
  await tell(0);
  fails = false;
  await tell(60_000, await watches.read("orders"));
  await tell(120_000, await watches.read("orders"));
  expect(told).toEqual(["A"]);
  expect(lines).toEqual(["A", "a notice could not be published", "A"]);
});

test("what the log is enough for is not published", async () => {
  const told: string[] = [];
  const { lines, tell } = telling(async () => {
    told.push("A");
  });
  await tell(0, NOTHING_TOLD, [{ ...condition, tellBy: "log" }]);
  expect([told, lines]).toEqual([[], ["A"]]);
});
