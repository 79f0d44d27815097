import { hurriedClock, ManualClock } from "@spillway/testkit";
import { describe, expect, test } from "vitest";
import type { DeadLetter } from "../../src/redrive/queue/dead-letter.ts";
import { type MoveOptions, moveMessages } from "../../src/redrive/queue/move-messages.ts";
import { Tally } from "../../src/redrive/queue/tally.ts";
import { FakeDeadLetters, type FakeRefusals, letter } from "./fake-dead-letters.ts";

const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => letter(`m${n + from}`));
const inGroup = (id: string, group: string) =>
  letter(id, { system: { SentTimestamp: "1", MessageGroupId: group } });

interface Wishes extends Partial<Omit<MoveOptions, "queues" | "clock">> {
  readonly refusals?: FakeRefusals;
  readonly onReceived?: (queues: FakeDeadLetters) => void;
}

async function moved(letters: readonly Omit<DeadLetter, "receipt">[], wishes: Wishes = {}) {
  const { refusals = {}, onReceived = () => {}, ...options } = wishes;
  const clock = hurriedClock();
  const queues = new FakeDeadLetters(letters, clock, { ...refusals, fifo: options.fifo === true });
  const tally = new Tally();
  const ended = moveMessages(
    {
      ...{ queues, clock, random: () => 0.5, ratePerSecond: 500, fifo: false },
      ...{ filter: () => true, limit: Number.POSITIVE_INFINITY, dryRun: false },
      signal: new AbortController().signal,
      onProgress: () => onReceived(queues),
      ...options,
    },
    tally,
  );
  const error: unknown = await ended.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { queues, tally, error, sentIds: queues.sent.map(({ id }) => id) };
}

test("moves each message once, and leaves nothing", async () => {
  const { queues, tally, sentIds } = await moved(many(1_234));
  expect(sentIds.toSorted()).toEqual(
    many(1_234)
      .map(({ id }) => id)
      .toSorted(),
  );
  expect(queues.ids).toEqual([]);
  expect(tally).toMatchObject({ moved: 1_234, received: 1_234, failed: 0 });
  // Nothing of what was moved is kept.
  expect(tally.held.size).toBe(0);
});

describe("a filter", () => {
  const odd = ({ id }: DeadLetter) => Number(id.slice(1)) % 2 === 1;

  test("moves what matches from behind thousands that do not, and puts those back at once", async () => {
    const letters = [...many(3_000).filter((one) => !odd({ ...one, receipt: "" })), letter("m1")];
    const { queues, tally, sentIds } = await moved(letters, { filter: odd, ratePerSecond: 1 });
    expect(sentIds).toEqual(["m1"]);
    expect(tally).toMatchObject({ moved: 1, filtered: 1_500, received: 1_501 });
    expect(queues).toMatchObject({ hidden: 0 });
    expect(queues.ids).toHaveLength(1_500);
  });

  test("receives each message once where the run is short", async () => {
    const { queues } = await moved(many(500), { filter: odd });
    expect(new Set(queues.receivedIds).size).toBe(queues.receivedIds.length);
  });

  test("comes to an end where messages are visible again before the queue was looked through", async () => {
    // At this rate a run of hours: what was skipped first is seen again and again.
    const { tally, queues } = await moved(many(600), { filter: odd, ratePerSecond: 0.05 });
    expect(tally).toMatchObject({ moved: 300, filtered: 300, received: 600 });
    expect(queues).toMatchObject({ hidden: 0 });
  });
});

test("a limit is never passed, whatever the lanes", async () => {
  const { tally, queues } = await moved(many(500), { limit: 137 });
  expect(tally.moved).toBe(137);
  expect(queues.ids).toHaveLength(363);
  expect(queues.hidden).toBe(0);
});

test("a dry run sends and deletes nothing, and hides nothing after it", async () => {
  const { tally, queues } = await moved(many(95), { dryRun: true });
  expect(tally).toMatchObject({ wouldMove: 95, moved: 0, received: 95 });
  expect(tally.samples).toHaveLength(3);
  expect(queues.sent).toEqual([]);
  expect(queues).toMatchObject({ hidden: 0 });
  expect(queues.ids).toHaveLength(95);
});

describe("what SQS refuses", () => {
  test("is sent again where it is not at fault", async () => {
    const tries = new Map<string, number>();
    const send = (id: string) => {
      const before = tries.get(id) ?? 0;
      tries.set(id, before + 1);
      return before < 2 ? ("busy" as const) : undefined;
    };
    const { tally, sentIds } = await moved(many(25), { refusals: { send } });
    expect(tally).toMatchObject({ moved: 25, failed: 0 });
    expect(sentIds).toHaveLength(25);
  });

  test("stays, visible, and is said with its reason", async () => {
    const send = (id: string) => (id === "m3" ? ("at-fault" as const) : undefined);
    const { tally, queues } = await moved(many(25), { refusals: { send } });
    expect(tally).toMatchObject({ moved: 24, failed: 1, received: 25 });
    expect(tally.failures).toEqual([
      { messageId: "m3", reason: { code: "at-fault", message: "no" } },
    ]);
    expect(queues.ids).toEqual(["m3"]);
    expect(queues.hidden).toBe(0);
  });

  test("to delete is said; a message that comes again is deleted, not sent twice", async () => {
    let refusals = 0;
    const refuse = (id: string) => {
      if (id !== "m3" || refusals >= 1) return undefined;
      refusals += 1;
      return "at-fault" as const;
    };
    const once = await moved(many(25), { refusals: { delete: refuse } });
    expect(once.tally).toMatchObject({ moved: 25, failed: 0 });
    expect([...once.tally.undeleted]).toEqual(["m3"]);
    // Slowly, so that it is visible again before the end.
    refusals = 0;
    const slow = { ratePerSecond: 0.1, refusals: { delete: refuse } };
    const again = await moved(many(25), slow);
    expect(again.tally.undeleted.size).toBe(0);
    expect(again.sentIds).toHaveLength(25);
    expect(again.queues.ids).toEqual([]);
  });

  test("as a whole ends the run: nothing is lost, and what was not sent is visible", async () => {
    const sendFails = (ids: readonly string[]) =>
      ids.includes("m55") ? new Error("access denied") : undefined;
    const { tally, queues, error } = await moved(many(200), { refusals: { sendFails } });
    expect(error).toMatchObject({ message: "access denied" });
    expect(queues.sent.length + queues.ids.length).toBe(200);
    expect(tally.moved).toBe(queues.sent.length);
    expect(queues.ids).toContain("m55");
    expect(queues.hidden).toBe(0);
  });
});

test("what is sent while it runs is left: moved messages that fail again do not go round", async () => {
  const startMs = Date.parse("2026-11-21T07:00:00.000Z");
  let back = 0;
  const { tally, queues } = await moved(many(50), {
    onReceived: (queue) => {
      if (back >= 50) return;
      back += 1;
      queue.add(letter(`again${back}`, { system: { SentTimestamp: String(startMs + back) } }));
    },
  });
  expect(tally.moved).toBe(50);
  expect(tally.newer).toBe(back);
  expect(queues.ids).toHaveLength(back);
  expect(queues.hidden).toBe(0);
});

test("Ctrl-C sends no more, deletes what was sent and puts the rest back", async () => {
  const stopping = new AbortController();
  const { tally, queues } = await moved(many(300), {
    ratePerSecond: 5,
    signal: stopping.signal,
    onReceived: ({ sent }) => {
      if (sent.length >= 60) stopping.abort();
    },
  });
  expect(tally.moved).toBe(queues.sent.length);
  expect(tally.received).toBe(tally.moved);
  expect(queues.sent.length + queues.ids.length).toBe(300);
  expect(queues.hidden).toBe(0);
});

describe("a FIFO queue", () => {
  test("keeps the order of each group, also past a busy answer", async () => {
    const letters = Array.from({ length: 200 }, (_, n) => inGroup(`m${n}`, `g${n % 7}`));
    let asked = 0;
    const send = () => {
      asked += 1;
      return asked % 5 === 0 ? ("busy" as const) : undefined;
    };
    const { queues, tally } = await moved(letters, { fifo: true, refusals: { send } });
    expect(tally).toMatchObject({ moved: 200, failed: 0 });
    for (let group = 0; group < 7; group += 1) {
      const ofGroup = queues.sent.filter(({ system }) => system.MessageGroupId === `g${group}`);
      const numbers = ofGroup.map(({ id }) => Number(id.slice(1)));
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
  });

  test("sends nothing of a group behind a message that could not be sent", async () => {
    const letters = Array.from({ length: 40 }, (_, n) => inGroup(`m${n}`, n % 2 ? "odd" : "even"));
    const send = (id: string) => (id === "m3" ? ("at-fault" as const) : undefined);
    const { sentIds, tally, queues } = await moved(letters, { fifo: true, refusals: { send } });
    const odd = sentIds.filter((id) => Number(id.slice(1)) % 2 === 1);
    expect(odd).toEqual(["m1"]);
    expect(sentIds).toHaveLength(21);
    expect(tally.failures.map(({ reason }) => reason.code)).toContain("BEHIND_A_FAILED_ONE");
    expect(queues).toMatchObject({ hidden: 0 });
  });
});

test("keeps to the rate, also below one a second", async () => {
  const clock = new ManualClock(1_000_000);
  const queues = new FakeDeadLetters(many(5), clock);
  const tally = new Tally();
  await clock.run(
    moveMessages(
      {
        ...{ queues, clock, random: () => 0.5, ratePerSecond: 0.1, fifo: false },
        ...{ filter: () => true, limit: Number.POSITIVE_INFINITY, dryRun: false },
        ...{ signal: new AbortController().signal, onProgress: () => {} },
      },
      tally,
    ),
  );
  expect(tally.moved).toBe(5);
  // Five messages are four pauses of ten seconds.
  expect(clock.now() - 1_000_000).toBeGreaterThanOrEqual(40_000);
});
