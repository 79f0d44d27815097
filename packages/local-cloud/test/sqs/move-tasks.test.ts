import { ManualClock } from "@spillway/testkit";
import { describe, expect, it } from "vitest";
import type { Move, Moved } from "../../src/sqs/message-moves/move-messages.ts";
import { MoveTasks } from "../../src/sqs/message-moves/move-tasks.ts";
import { readTaskHandle, taskHandle } from "../../src/sqs/message-moves/task-handle.ts";

const DEAD = "arn:aws:sqs:us-east-1:123456789012:dead";
const WORK = "arn:aws:sqs:us-east-1:123456789012:work";

function tasks(waiting: number, answer: Partial<Moved> = {}) {
  const clock = new ManualClock(1_000);
  const moves: Move[] = [];
  let left = waiting;
  const made = new MoveTasks({
    move: async (move) => {
      moves.push(move);
      const moved = answer.error === undefined ? Math.min(move.count, left) : 0;
      left -= moved;
      return { moved, left, ...answer };
    },
    clock,
    onError: (message, error) => {
      throw new Error(message, { cause: error });
    },
  });
  const second = async () => {
    await clock.advance(1_000);
    await Promise.resolve();
  };
  return { made, moves, second };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("MoveTasks", () => {
  it("moves as many messages a second as the task allows, to its destination", async () => {
    const { made, moves, second } = tasks(5);
    const asked = { sourceArn: DEAD, destinationArn: WORK, maxPerSecond: 2 };
    const task = made.start(asked, 5);
    await settled();
    expect(task).toMatchObject({ status: "RUNNING", moved: 2, toMove: 5, startedAt: 1_000 });
    await second();
    await settled();
    expect(task).toMatchObject({ status: "RUNNING", moved: 4 });
    await second();
    await settled();
    expect(task).toMatchObject({ status: "COMPLETED", moved: 5 });
    expect(moves.map(({ count }) => count)).toEqual([2, 2, 1]);
    expect(moves[0]).toMatchObject({ source: "dead", destination: "work" });
  });

  it("moves no more once it is cancelled, and keeps what was moved", async () => {
    const { made, moves, second } = tasks(5);
    const task = made.start({ sourceArn: DEAD, destinationArn: WORK, maxPerSecond: 1 }, 5);
    await settled();
    task.status = "CANCELLED";
    await second();
    await settled();
    expect(moves).toHaveLength(1);
    expect(task).toMatchObject({ status: "CANCELLED", moved: 1 });
  });

  it.each([
    ["NoDestination", "AWS.SimpleQueueService.NonExistentQueue"],
    ["NoHome", "CouldNotDetermineMessageSource"],
  ] as const)("fails by %s", async (error, reason) => {
    const { made } = tasks(5, { error });
    const all = { sourceArn: DEAD, destinationArn: undefined, maxPerSecond: undefined };
    const task = made.start(all, 5);
    await settled();
    expect(task).toMatchObject({ status: "FAILED", failureReason: reason });
  });

  it("remembers the ten latest of a queue, the latest first", async () => {
    const { made } = tasks(0);
    const all = { sourceArn: DEAD, destinationArn: undefined, maxPerSecond: undefined };
    const started = Array.from({ length: 12 }, () => made.start(all, 0));
    await settled();
    expect(made.of(DEAD)).toEqual(started.toReversed().slice(0, 10));
    expect(made.of(WORK)).toEqual([]);
  });
});

describe("a task's handle", () => {
  it("says which task of which queue it is", () => {
    const handle = taskHandle({ id: "one", sourceArn: DEAD });
    expect(readTaskHandle(handle)).toEqual({ taskId: "one", sourceArn: DEAD });
  });

  it.each(["", "foobar", Buffer.from("{}").toString("base64")])("is none: %j", (text) => {
    expect(readTaskHandle(text)).toBeUndefined();
  });
});
