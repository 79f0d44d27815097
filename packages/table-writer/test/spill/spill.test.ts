import { Deadline } from "@spillway/pacing";
import { ManualClock } from "@spillway/testkit";
import { describe, expect, it } from "vitest";
import {
  type WireRequest,
  type WriteOptions,
  type WriteOutcome,
  type WriteSource,
  writeAll,
} from "../../src/index.ts";
import { FakeSpill, type FakeSpillOptions } from "../fixtures/fake-spill.ts";
import { type Answer, FakeTable, serviceError, TABLE } from "../fixtures/fake-table.ts";
import { asynchronously, deletesOf, keyed, sourceOf } from "../fixtures/sources.ts";

const throttled: Answer = {
  kind: "throttled",
  reasons: ["TableWriteProvisionedThroughputExceeded"],
};

interface Setting extends Partial<Omit<WriteOptions, "clock" | "transport" | "deadline">> {
  readonly latencyMs?: () => number;
  readonly answers?: readonly Answer[];
  readonly deadlineMs?: number;
  readonly spilling?: Omit<FakeSpillOptions, "clock">;
}

async function run(source: WriteSource, setting: Setting = {}) {
  const { answers = [], latencyMs = () => 10, deadlineMs, spilling, ...options } = setting;
  const clock = new ManualClock();
  const table = new FakeTable({ clock, answers, latencyMs });
  const spill = new FakeSpill({ clock, ...spilling });
  const outcomes: WriteOutcome[] = [];
  const report = await clock.run(
    writeAll(source, {
      transport: table,
      table: TABLE,
      clock,
      random: () => 0.5,
      spill: spill.take,
      ...(deadlineMs === undefined ? {} : { deadline: Deadline.after(clock, deadlineMs) }),
      onOutcome: (outcome) => {
        outcomes.push(outcome);
      },
      ...options,
    }),
  );
  expect([...table.broken, ...spill.broken]).toEqual([]);
  expect(clock.sleeping).toBe(0);
  return { report, table, spill, outcomes };
}

function repeated(count: number, answer: Answer): Answer[] {
  return Array.from({ length: count }, () => answer);
}

function keysOf(writes: readonly WireRequest[]): string[] {
  return writes.map(({ key }) => key);
}

describe("at the deadline", () => {
  it.each(["report", "leave"] as const)(
    "what is left of the source is spilled, with unread: %s too",
    async (unread) => {
      const { report, table, spill, outcomes } = await run(asynchronously(keyed(1_000)), {
        deadlineMs: 15,
        unread,
      });
      expect(report).toMatchObject({ read: 1_000, written: 250, spilled: 750, failed: 0 });
      expect(report.stopped?.code).toBe("DEADLINE");
      expect(outcomes).toEqual([]);
      const everywhere = new Set([...table.items.keys(), ...keysOf(spill.kept)]);
      expect(everywhere.size).toBe(1_000);
    },
  );

  it("a request that is under way has a second to be answered, so that nothing is written twice", async () => {
    const { report, table, spill } = await run(keyed(500), {
      deadlineMs: 15,
      latencyMs: () => 1_010,
    });
    expect(report).toMatchObject({ written: 125, spilled: 375, attempts: 125 });
    expect(table.items.size).toBe(125);
    expect(keysOf(spill.kept).some((key) => table.items.has(key))).toBe(false);
  });

  it("a request that takes longer is left, and its writes are spilled", async () => {
    const { report } = await run(keyed(500), { deadlineMs: 15, latencyMs: () => 1_020 });
    expect(report).toMatchObject({ written: 0, spilled: 500, attempts: 125 });
  });

  it("what comes back from a request that was under way is spilled", async () => {
    const { report } = await run(keyed(100), {
      deadlineMs: 5,
      answers: [{ kind: "partial", nth: 5 }, throttled],
    });
    expect(report).toMatchObject({ written: 70, spilled: 30, throttledWrites: 30 });
  });

  it("deletes are spilled too, by their key alone", async () => {
    const { spill } = await run(deletesOf([{ pk: "a", n: 1 }]), { deadlineMs: 0 });
    expect(spill.kept).toMatchObject([{ op: "delete", json: '{"pk":{"S":"a"}}' }]);
  });

  it("a record that no table can take is rejected, not spilled", async () => {
    const { report } = await run(sourceOf([{ n: 1 }, { pk: "a" }]), { deadlineMs: 0 });
    expect(report).toMatchObject({ spilled: 1, rejected: 1 });
  });

  it("one that passes when all is done changes nothing", async () => {
    const { report } = await run(keyed(100), { deadlineMs: 60_000 });
    expect(report).toMatchObject({ written: 100, spilled: 0 });
    expect(report.stopped).toBeUndefined();
  });
});

describe("a write that is out of attempts", () => {
  it("is spilled, and the run goes on", async () => {
    const { report, outcomes } = await run(keyed(100), {
      concurrency: 1,
      maxAttempts: 2,
      answers: [throttled, { kind: "fault", status: 500 }],
      random: () => 0,
    });
    expect(report).toMatchObject({ written: 75, spilled: 25, failed: 0 });
    expect(report.stopped).toBeUndefined();
    expect(outcomes).toEqual([]);
  });

  it("takes every later write of its key with it, since the table would get that first", async () => {
    const source = [
      ...sourceOf([{ pk: "a", n: 1 }]),
      ...keyed(200),
      ...sourceOf([{ pk: "a", n: 2 }]),
    ];
    const { table, spill } = await run(source, {
      concurrency: 1,
      maxAttempts: 1,
      answers: [throttled],
    });
    expect(table.items.has("Sa")).toBe(false);
    expect(
      spill.kept.filter(({ key }) => key === "Sa").map(({ attributes }) => attributes.n),
    ).toEqual([{ N: "1" }, { N: "2" }]);
  });

  it("gives way to a newer one of its key that waits for the spill too", async () => {
    const versions = Array.from({ length: 50 }, (_, n) => ({ pk: "a", n }));
    const { report, spill } = await run(sourceOf(versions), {
      deadlineMs: 0,
      spilling: { latencyMs: 1_000 },
    });
    expect(spill.kept.at(-1)?.attributes.n).toEqual({ N: "49" });
    expect(report.spilled + report.deduplicated).toBe(50);
  });

  it("does not make the run remember more than 100,000 keys: from then on all is spilled", async () => {
    const { report, table } = await run(keyed(102_000), {
      maxAttempts: 1,
      answers: repeated(4_000, throttled),
    });
    expect(report.written + report.spilled).toBe(102_000);
    expect(report.written).toBe(table.items.size);
    // Only what was on its way to the table then still went there.
    expect(report.written).toBeLessThanOrEqual(6 * 25);
  });
});

describe("a spill that does not take a write", () => {
  it("makes it failed, with the spill's reason", async () => {
    const { report, outcomes } = await run(keyed(10), {
      deadlineMs: 0,
      spilling: { refuses: ({ key }) => key === "Sk3" },
    });
    expect(report).toMatchObject({ spilled: 9, failed: 1 });
    expect(outcomes).toMatchObject([
      { kind: "failed", reason: { code: "QUEUE_FULL" }, position: { index: 3 } },
    ]);
  });

  it("by throwing makes its whole group failed", async () => {
    const { report, outcomes } = await run(keyed(250), {
      deadlineMs: 0,
      spilling: { breaksAt: (call) => call === 1 },
    });
    expect(report).toMatchObject({ spilled: 150, failed: 100 });
    expect(outcomes[0]?.reason).toEqual({ code: "SPILL_FAILED", message: "no such queue" });
  });

  it("by too few answers makes its whole group failed", async () => {
    const { report } = await run(keyed(10), { deadlineMs: 0, spill: async () => [undefined] });
    expect(report).toMatchObject({ spilled: 0, failed: 10 });
    expect(report.errors[0]).toMatchObject({
      code: "SPILL_FAILED",
      message: "expected 10 answers of the spill; came 1",
    });
  });
});

describe("a run that stops for good", () => {
  it("does not spill when DynamoDB refuses", async () => {
    const error = serviceError("ResourceNotFoundException", 400, "no such table");
    const { report } = await run(keyed(100), { answers: [{ kind: "error", error }] });
    expect(report.spilled).toBe(0);
    expect(report.stopped?.code).toBe("TABLE_NOT_FOUND");
  });

  it("spills when DynamoDB does not answer at all", async () => {
    const dropped: Answer = { kind: "dropped", applied: false };
    const { report } = await run(keyed(500), { answers: repeated(1_000, dropped) });
    expect(report).toMatchObject({ written: 0, spilled: 500, failed: 0 });
    expect(report.stopped?.code).toBe("ENDPOINT_UNREACHABLE");
  });

  it("by an abort ends the spilling too: what is not safe yet is unsent", async () => {
    const abort = new AbortController();
    const { report, outcomes } = await run(asynchronously(keyed(5_000)), {
      deadlineMs: 0,
      unread: "leave",
      signal: abort.signal,
      onProgress: ({ spilled }) => {
        if (spilled >= 300) abort.abort();
      },
    });
    expect(report.stopped?.code).toBe("ABORTED");
    expect(report.spilled).toBeLessThan(5_000);
    expect(report.read).toBeLessThan(5_000);
    expect(outcomes.length).toBe(report.failed);
    expect(
      outcomes.every(({ kind, reason }) => kind === "unsent" && reason.code === "ABORTED"),
    ).toBe(true);
  });
});

it("reads the source only as fast as the spill takes it, in groups of 100, four at once", async () => {
  let read = 0;
  let safe = 0;
  let mostHeld = 0;
  function* source() {
    for (const record of keyed(3_000)) {
      read += 1;
      mostHeld = Math.max(mostHeld, read - safe);
      yield record;
    }
  }
  const { spill } = await run(source(), {
    deadlineMs: 0,
    concurrency: 1,
    onProgress: ({ spilled }) => {
      safe = spilled;
    },
  });
  expect(spill.maxOpen).toBe(4);
  // The first group has what was at hand when nothing was open.
  expect(spill.calls.length).toBeLessThanOrEqual(31);
  // Four groups open, one that waits, and what was read for the table.
  expect(mostHeld).toBeLessThanOrEqual(4 * 100 + 100 + 2 * 25);
});
