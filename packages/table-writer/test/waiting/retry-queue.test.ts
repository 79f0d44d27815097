import { admitItem } from "@spillway/item";
import { expect, it } from "vitest";
import type { PendingWrite } from "../../src/admission/pending-write.ts";
import { RetryQueue } from "../../src/waiting/retry-queue.ts";
import { KEYS } from "../fixtures/fake-table.ts";

function write(pk: string): PendingWrite {
  const { json, attributes, key, bytes } = admitItem({ pk }, KEYS);
  const request = { op: "put" as const, json, attributes, key, bytes };
  const position = { line: 1, index: 0 };
  return { request, wireBytes: 10, position, sends: 1, failures: 1 };
}

function taken(queue: RetryQueue, nowMs: number, room = 100): string[] {
  const keys: string[] = [];
  queue.takeDue(nowMs, (due) => keys.length < room && keys.push(due.request.key) > 0);
  return keys;
}

it("gives what is due, longest due first, and keeps what there is no room for", () => {
  const queue = new RetryQueue();
  queue.add([write("late")], 300);
  queue.add([write("a"), write("b")], 100);
  queue.add([write("c")], 200);
  queue.add([write("d")], 100);
  expect(queue.nextDueAtMs).toBe(100);
  expect(taken(queue, 99)).toEqual([]);
  expect(taken(queue, 200, 1)).toEqual(["Sa"]);
  expect(taken(queue, 200)).toEqual(["Sb", "Sd", "Sc"]);
  expect(queue.nextDueAtMs).toBe(300);
  expect(taken(queue, Number.POSITIVE_INFINITY)).toEqual(["Slate"]);
  expect(queue.nextDueAtMs).toBeUndefined();
});
