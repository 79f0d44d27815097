import { isSpillwayError } from "@spillway/errors";
import { Deadline, RateLimiter } from "@spillway/pacing";
import type { SourceItem, SourceRecord } from "@spillway/records";
import { ManualClock } from "@spillway/testkit";
import { describe, expect, it } from "vitest";
import {
  assertAddsUp,
  fixedRatePacer,
  type WriteOptions,
  type WriteOutcome,
  type WriteReport,
  type WriteSource,
  writeAll,
} from "../src/index.ts";
import {
  type Answer,
  FakeTable,
  type FakeTableOptions,
  serviceError,
  TABLE,
} from "./fixtures/fake-table.ts";
import { asynchronously, deletesOf, keyed, sourceOf } from "./fixtures/sources.ts";

interface Ran {
  readonly report: WriteReport;
  readonly table: FakeTable;
  readonly outcomes: readonly WriteOutcome[];
  readonly clock: ManualClock;
}

type Setting = Partial<Omit<WriteOptions, "clock" | "transport">> &
  Omit<FakeTableOptions, "clock"> & { readonly clock?: ManualClock };

async function run(source: WriteSource, setting: Setting = {}): Promise<Ran> {
  const { answers, latencyMs, refuses, clock = new ManualClock(), ...options } = setting;
  const table = new FakeTable({
    clock,
    ...(answers ? { answers } : {}),
    ...(latencyMs ? { latencyMs } : {}),
    ...(refuses ? { refuses } : {}),
  });
  const outcomes: WriteOutcome[] = [];
  const writing = writeAll(source, {
    transport: table,
    table: TABLE,
    clock,
    random: () => 0.5,
    onOutcome: (outcome) => {
      outcomes.push(outcome);
    },
    ...options,
  });
  const report = await clock.run(writing);
  assertAddsUp(report);
  expect(table.broken).toEqual([]);
  expect(clock.sleeping).toBe(0);
  return { report, table, outcomes, clock };
}

function repeated(count: number, answer: Answer): Answer[] {
  return Array.from({ length: count }, () => answer);
}

describe("batches", () => {
  it.each([
    ["an array", (count: number) => keyed(count)],
    ["an async source", (count: number) => asynchronously(keyed(count))],
  ])("writes all of %s in batches of 25, five at once", async (_what, source) => {
    const { report, table } = await run(source(1_010));
    expect(table.items.size).toBe(1_010);
    expect(table.batches.map((batch) => batch.length)).toEqual([...Array(40).fill(25), 10]);
    expect(table.maxInFlight).toBe(5);
    expect(report).toMatchObject({
      read: 1_010,
      written: 1_010,
      batches: { sent: 41, failed: 0 },
      attempts: 1_010,
      retries: 0,
      throttledWrites: 0,
      unitsConsumed: { table: 1_010, indexes: { byEmail: 2_020 } },
      errors: [],
    });
    expect(report.stopped).toBeUndefined();
  });

  it("sends nothing for an empty source", async () => {
    const { report, table } = await run([]);
    expect(table.batches).toEqual([]);
    expect(report.read).toBe(0);
  });

  it("keeps a batch below 16 MB on the wire, where an item can take more than its size", async () => {
    // Each is about 390 KB by DynamoDB's rules, and 1.7 MB as JSON.
    const list = Array.from({ length: 130_000 }, () => 7);
    const source = sourceOf(Array.from({ length: 20 }, (_, n) => ({ pk: `k${n}`, list })));
    const { report, table } = await run(source, { concurrency: 1 });
    expect(report.written).toBe(20);
    expect(table.batches.length).toBeGreaterThan(1);
  });

  it("keeps to the concurrency", async () => {
    expect((await run(keyed(500), { concurrency: 1 })).table.maxInFlight).toBe(1);
    expect((await run(keyed(500), { concurrency: 12 })).table.maxInFlight).toBe(12);
  });

  it("takes items that are in wire JSON already", async () => {
    const source: SourceItem[] = [
      {
        ok: true,
        attributes: { pk: { S: "a" }, b: { B: "AQI=" } },
        position: { line: 1, index: 0 },
      },
    ];
    const { table } = await run(source);
    expect([...table.items.values()].map(({ json }) => json)).toEqual([
      '{"pk":{"S":"a"},"b":{"B":"AQI="}}',
    ]);
  });

  it("holds to a pacer's write units", async () => {
    const clock = new ManualClock();
    const limiter = new RateLimiter({ clock, ratePerSecond: 100, burst: 100 });
    const { table } = await run(keyed(500), { clock, pacer: fixedRatePacer(limiter) });
    // 100 units at once, then 25 each quarter of a second.
    expect(table.sentAtMs.slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(table.sentAtMs.at(-1)).toBeGreaterThanOrEqual(4_000);
  });
});

describe("deletes", () => {
  it("go by the key alone, in one batch with puts", async () => {
    const source = [...sourceOf([{ pk: "a", n: 1 }]), ...deletesOf([{ pk: "b", n: 2 }])];
    const { report, table } = await run(source);
    expect(report).toMatchObject({ read: 2, written: 2, batches: { sent: 1 } });
    expect(table.batches[0]).toMatchObject([
      { op: "put", key: "Sa" },
      { op: "delete", key: "Sb", json: '{"pk":{"S":"b"}}', attributes: { pk: { S: "b" } } },
    ]);
  });

  it("come in wire JSON too, as from a queue", async () => {
    const source = [{ pk: { S: "a" }, n: { N: "1" } }, { n: { N: "2" } }].map(
      (deleteItem, index) => ({
        ok: true as const,
        deleteItem,
        position: { line: index + 1, index },
      }),
    );
    const { report, table } = await run(source);
    expect(report).toMatchObject({ written: 1, rejected: 1 });
    expect(report.errors[0]?.code).toBe("KEY_MISSING");
    expect(table.batches[0]).toMatchObject([{ op: "delete", key: "Sa", json: '{"pk":{"S":"a"}}' }]);
  });

  it("keep their place among the writes of their key", async () => {
    const source = [
      ...keyed(50),
      ...deletesOf([{ pk: "k0" }, { pk: "k1" }]),
      ...sourceOf([{ pk: "k1", n: 99 }]),
    ];
    const { table } = await run(source, { latencyMs: (request) => 500 - 100 * request });
    expect(table.items.has("Sk0")).toBe(false);
    expect(table.items.get("Sk1")?.attributes.n).toEqual({ N: "99" });
    expect(table.items.size).toBe(49);
  });

  it("without a key are rejected alone, with their record", async () => {
    const { report, outcomes } = await run(deletesOf([{ n: 1 }, { pk: "a" }]));
    expect(report).toMatchObject({ written: 1, rejected: 1 });
    expect(outcomes).toMatchObject([
      { kind: "rejected", reason: { code: "KEY_MISSING" }, source: { delete: { n: 1 } } },
    ]);
  });

  it("stay in the source at an abort with unread: leave", async () => {
    const abort = new AbortController();
    const source = deletesOf(Array.from({ length: 500 }, (_, n) => ({ pk: `k${n}` })));
    const { report } = await run(source, {
      signal: abort.signal,
      unread: "leave",
      onProgress: () => abort.abort(),
    });
    expect(report.read).toBeLessThan(500);
    expect(report.stopped?.code).toBe("ABORTED");
  });
});

describe("writes of one key", () => {
  it("in one batch: the later replaces the earlier", async () => {
    const source = sourceOf([
      { pk: "a", n: 1 },
      { pk: "b", n: 2 },
      { pk: "a", n: 3 },
    ]);
    const { report, table } = await run(source);
    expect(report).toMatchObject({ read: 3, written: 2, deduplicated: 1 });
    expect(table.items.get("Sa")?.attributes.n).toEqual({ N: "3" });
  });

  it("in different batches: the second waits for the first, and lands last", async () => {
    const source = [...keyed(25), ...sourceOf([{ pk: "k0", n: 99 }]), ...keyed(60).slice(25)];
    const { report, table } = await run(source, { latencyMs: (request) => 500 - 100 * request });
    expect(table.items.get("Sk0")?.attributes.n).toEqual({ N: "99" });
    expect(report).toMatchObject({ written: 61, deduplicated: 0 });
  });

  it("a newer write takes the place of one that was not processed", async () => {
    const source = [...keyed(25), ...sourceOf([{ pk: "k0", n: 99 }])];
    const { report, table } = await run(source, {
      answers: [{ kind: "throttled", reasons: ["TableWriteProvisionedThroughputExceeded"] }],
    });
    expect(report).toMatchObject({ read: 26, written: 25, deduplicated: 1 });
    expect(table.batches.flat().filter(({ key }) => key === "Sk0")).toHaveLength(2);
    expect(table.items.get("Sk0")?.attributes.n).toEqual({ N: "99" });
  });

  it("one key a thousand times: few writes, the last one stays", async () => {
    const source = sourceOf(Array.from({ length: 1_000 }, (_, n) => ({ pk: "hot", n })));
    const { report, table } = await run(asynchronously(source));
    expect(report.written + report.deduplicated).toBe(1_000);
    expect(table.items.get("Shot")?.attributes.n).toEqual({ N: "999" });
  });
});

describe("records that can't be written", () => {
  it("are rejected alone, with reason and position", async () => {
    const malformed: SourceRecord = {
      ok: false,
      reason: { code: "CSV_FIELD_COUNT", message: "expected 2 fields" },
      position: { line: 9, index: 8 },
      raw: "x",
    };
    const source = [
      ...sourceOf([{ pk: "a" }, { id: "no key" }, { pk: "big", text: "x".repeat(409_600) }]),
      malformed,
      ...sourceOf([{ pk: "z" }]),
    ];
    const { report, table, outcomes } = await run(source);
    expect([...table.items.keys()]).toEqual(["Sa", "Sz"]);
    expect(report).toMatchObject({ read: 5, written: 2, rejected: 3 });
    expect(report.errors.map(({ code, position }) => [code, position.line])).toEqual([
      ["KEY_MISSING", 2],
      ["ITEM_TOO_LARGE", 3],
      ["CSV_FIELD_COUNT", 9],
    ]);
    expect(outcomes).toMatchObject([
      { kind: "rejected", source: { record: { id: "no key" } } },
      { kind: "rejected", reason: { code: "ITEM_TOO_LARGE" } },
      { kind: "rejected", source: { raw: "x" } },
    ]);
  });

  it("are found by halving, when only DynamoDB knows", async () => {
    const { report, table, outcomes } = await run(keyed(50), {
      refuses: ({ key }) => key === "Sk7" || key === "Sk40",
    });
    expect(report).toMatchObject({
      read: 50,
      written: 48,
      rejected: 2,
      retries: expect.any(Number),
    });
    expect(table.items.size).toBe(48);
    expect(outcomes).toMatchObject([
      { kind: "rejected", reason: { code: "ITEM_INVALID" }, write: { key: expect.any(String) } },
      { kind: "rejected", reason: { code: "ITEM_INVALID" } },
    ]);
    expect(report.errors.map(({ position }) => position.index).toSorted((a, b) => a - b)).toEqual([
      7, 40,
    ]);
  });

  it("only the first 1,000 are in the report, all of them are told", async () => {
    const source = sourceOf(Array.from({ length: 1_500 }, () => ({ id: "no key" })));
    const { report, outcomes } = await run(source);
    expect(report.rejected).toBe(1_500);
    expect(report.errors).toHaveLength(1_000);
    expect(outcomes).toHaveLength(1_500);
  });
});

describe("retries", () => {
  it("sends again only what was not processed, the same bytes", async () => {
    const { report, table } = await run(keyed(25), { answers: [{ kind: "partial", nth: 5 }] });
    const [first, second] = table.batches;
    expect(second).toHaveLength(5);
    for (const request of second ?? []) expect(first).toContain(request);
    expect(report).toMatchObject({
      written: 25,
      attempts: 30,
      retries: 5,
      throttledWrites: 5,
      throttles: { UnprocessedItems: 5 },
      batches: { sent: 2, failed: 0 },
    });
  });

  it("counts a batch that came back whole as failed", async () => {
    const { report } = await run(keyed(25), { answers: [{ kind: "partial", nth: 1 }] });
    expect(report).toMatchObject({
      written: 25,
      throttledWrites: 25,
      batches: { sent: 2, failed: 1 },
    });
  });

  it("waits longer each time, by full jitter", async () => {
    const { clock, report } = await run(keyed(1), {
      answers: repeated(7, { kind: "throttled", reasons: ["TableWriteAccountLimitExceeded"] }),
      latencyMs: () => 0,
    });
    const delays = clock.sleeps.filter((ms) => ms > 0);
    expect(delays).toEqual([25, 50, 100, 200, 400, 800, 1_600]);
    expect(report).toMatchObject({
      written: 1,
      attempts: 8,
      throttles: { TableWriteAccountLimitExceeded: 7 },
      batches: { sent: 8, failed: 7 },
    });
  });

  it("gives up after eight attempts, and says why", async () => {
    const { report, table, outcomes } = await run(keyed(3), {
      answers: repeated(8, { kind: "fault", status: 500 }),
    });
    expect(table.batches).toHaveLength(8);
    expect(report).toMatchObject({ read: 3, written: 0, failed: 3, attempts: 24, retries: 21 });
    expect(outcomes[0]).toMatchObject({
      kind: "failed",
      reason: {
        code: "SERVICE_ERROR",
        message: "InternalServerError: try again (after 8 attempts)",
      },
      write: { key: "Sk0" },
    });
  });

  it("go ahead of new work, and new work fills their batch up", async () => {
    const { table } = await run(keyed(100), {
      concurrency: 1,
      answers: [{ kind: "partial", nth: 5 }],
      random: () => 0,
    });
    const second = table.batches[1]?.map(({ key }) => key);
    expect(second?.slice(0, 6)).toEqual(["Sk0", "Sk5", "Sk10", "Sk15", "Sk20", "Sk25"]);
    expect(second).toHaveLength(25);
  });

  it("does not pull more than it can hold while writes wait for a retry", async () => {
    let pulled = 0;
    async function* counting() {
      for (const record of keyed(1_000)) {
        pulled += 1;
        yield record;
      }
    }
    const clock = new ManualClock();
    const table = new FakeTable({
      clock,
      answers: repeated(1_000, { kind: "throttled", reasons: [] }),
    });
    const stop = new AbortController();
    const writing = writeAll(counting(), {
      transport: table,
      table: TABLE,
      clock,
      random: () => 1,
      concurrency: 2,
      signal: stop.signal,
      unread: "leave",
    });
    await clock.advance(1_000);
    expect(pulled).toBe(75);
    stop.abort();
    expect(await clock.run(writing)).toMatchObject({ read: 75, failed: 75 });
  });

  it("survives broken connections, whether the writes had been done or not", async () => {
    const { report, table } = await run(keyed(50), {
      answers: [
        { kind: "dropped", applied: true },
        { kind: "dropped", applied: false },
      ],
    });
    expect(report).toMatchObject({ written: 50, batches: { sent: 4, failed: 2 }, throttles: {} });
    expect(table.items.size).toBe(50);
  });
});

describe("stops", () => {
  it.each([
    ["ResourceNotFoundException", 400, "TABLE_NOT_FOUND"],
    ["AccessDeniedException", 400, "ACCESS_DENIED"],
    ["ExpiredTokenException", 400, "CREDENTIALS_EXPIRED"],
    ["UnrecognizedClientException", 400, "CREDENTIALS_INVALID"],
    ["SomethingNewException", 400, "WRITE_REFUSED"],
  ])("at %s, with every record accounted for", async (name, status, code) => {
    const { report, outcomes, table } = await run(asynchronously(keyed(300)), {
      answers: repeated(100, { kind: "error", error: serviceError(name, status, "no") }),
    });
    expect(report.stopped?.code).toBe(code);
    expect(report).toMatchObject({ read: 300, written: 0, failed: 300 });
    expect(table.batches.length).toBeLessThanOrEqual(5);
    expect(outcomes).toHaveLength(300);
    expect(new Set(outcomes.map(({ kind, reason }) => `${kind} ${reason.code}`))).toEqual(
      new Set([`unsent ${code}`]),
    );
  });

  it("at missing credentials, which come with no status", async () => {
    const error = Object.assign(new Error("Could not load credentials from any providers"), {
      name: "CredentialsProviderError",
    });
    const { report } = await run(keyed(30), { answers: repeated(9, { kind: "error", error }) });
    expect(report.stopped).toMatchObject({
      code: "CREDENTIALS_MISSING",
      hint: expect.stringContaining("AWS_PROFILE"),
    });
  });

  it("at an endpoint that never answers, instead of trying each of a million records", async () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), {
      code: "ECONNREFUSED",
    });
    const { report, table } = await run(keyed(5_000), {
      answers: repeated(5_000, { kind: "error", error: refused }),
    });
    expect(report.stopped?.code).toBe("ENDPOINT_UNREACHABLE");
    expect(report.stopped?.message).toContain("ECONNREFUSED");
    expect(table.batches.length).toBeLessThan(60);
    expect(report.failed).toBe(5_000);
  });

  it("goes on while some requests are answered", async () => {
    const drop: Answer = { kind: "dropped", applied: false };
    const { report } = await run(keyed(500), {
      concurrency: 1,
      maxAttempts: 2,
      answers: repeated(10, drop).flatMap((dropped) => [dropped, dropped, { kind: "taken" }]),
    });
    expect(report.stopped).toBeUndefined();
    expect(report.failed).toBeGreaterThan(200);
    expect(report.written + report.failed).toBe(500);
  });

  it("even if its source never comes back from the pull in which it stops the run", async () => {
    const stop = new AbortController();
    const clock = new ManualClock();
    const records = [...keyed(3), ...sourceOf([{ id: "no key" }])];
    const source: AsyncIterable<SourceRecord> = {
      [Symbol.asyncIterator]: () => ({
        next: () => {
          const value = records.shift();
          if (value !== undefined) return Promise.resolve({ done: false, value });
          stop.abort();
          return new Promise(() => undefined);
        },
      }),
    };
    const { report } = await run(source, {
      clock,
      signal: stop.signal,
      unread: "leave",
      onOutcome: () => clock.sleep(1),
    });
    expect(report).toMatchObject({ read: 4, rejected: 1, failed: 3, stopped: { code: "ABORTED" } });
  });

  it("at the deadline, and reports the rest as unsent", async () => {
    const clock = new ManualClock();
    const { report, table, outcomes } = await run(keyed(1_000), {
      clock,
      latencyMs: () => 100,
      deadline: Deadline.after(clock, 450),
    });
    expect(clock.now()).toBe(450);
    expect(report).toMatchObject({
      read: 1_000,
      written: 500,
      failed: 500,
      stopped: { code: "DEADLINE" },
    });
    expect(outcomes.every(({ kind }) => kind === "unsent")).toBe(true);
    const told = outcomes.map((outcome) => outcome.write?.key ?? "");
    expect(new Set([...table.items.keys(), ...told]).size).toBe(1_000);
  });

  it("before it sends anything, at a deadline that has passed", async () => {
    const clock = new ManualClock(1_000);
    const { report, table } = await run(keyed(30), { clock, deadline: new Deadline(clock, 900) });
    expect(table.batches).toEqual([]);
    expect(report).toMatchObject({ read: 30, failed: 30, stopped: { code: "DEADLINE" } });
  });

  it("at an abort; with unread: leave the source stays where it is and is closed", async () => {
    let closed = false;
    async function* endless() {
      try {
        for (let n = 0; ; n += 1) yield* sourceOf([{ pk: `k${n}` }]);
      } finally {
        closed = true;
      }
    }
    const stop = new AbortController();
    const { report } = await run(endless(), {
      signal: stop.signal,
      unread: "leave",
      onProgress: ({ written }) => {
        if (written >= 200) stop.abort();
      },
    });
    expect(closed).toBe(true);
    expect(report.stopped?.code).toBe("ABORTED");
    expect(report.read).toBeLessThan(400);
    expect(report.written).toBeGreaterThanOrEqual(200);
  });

  it("says nothing of a stop that came when all was done", async () => {
    const stop = new AbortController();
    const { report } = await run(keyed(10), {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(report.written).toBe(10);
    expect(report.stopped).toBeUndefined();
  });

  it("does not wait for a request that ignores the abort", async () => {
    const clock = new ManualClock();
    const writing = writeAll(keyed(5), {
      transport: { batchWrite: () => new Promise(() => undefined) },
      table: TABLE,
      clock,
      random: Math.random,
      deadline: Deadline.after(clock, 1_000),
    });
    expect(await clock.run(writing)).toMatchObject({ failed: 5, stopped: { code: "DEADLINE" } });
  });

  it("a newer write of the key is the one that is reported", async () => {
    const clock = new ManualClock();
    const source = [...keyed(25), ...sourceOf([{ pk: "k0", n: 99 }])];
    const { report, outcomes } = await run(source, {
      clock,
      latencyMs: () => 5_000,
      deadline: Deadline.after(clock, 100),
    });
    expect(report).toMatchObject({ read: 26, failed: 25, deduplicated: 1 });
    const ofKey = outcomes.filter((outcome) => outcome.write?.key === "Sk0");
    expect(ofKey.map((outcome) => outcome.write?.attributes.n)).toEqual([{ N: "99" }]);
  });
});

describe("the caller and the source", () => {
  it("waits for a promise of onOutcome before it reads more", async () => {
    const clock = new ManualClock();
    let open = 0;
    let read = 0;
    async function* source() {
      for (const record of sourceOf(Array.from({ length: 20 }, () => ({ id: "no key" })))) {
        expect(open).toBe(0);
        read += 1;
        yield record;
      }
    }
    const { report } = await run(source(), {
      clock,
      onOutcome: async () => {
        open += 1;
        await clock.sleep(10);
        open -= 1;
      },
    });
    expect(read).toBe(20);
    expect(report.rejected).toBe(20);
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("disk full");
      },
    ],
    ["rejects", () => Promise.reject(new Error("disk full"))],
  ])(
    "ends with the caller's error when onOutcome %s, and tells it nothing more",
    async (_what, onOutcome) => {
      let told = 0;
      const source = [...sourceOf([{ id: "no key" }, { id: "no key" }]), ...keyed(100)];
      const running = run(source, {
        onOutcome: () => {
          told += 1;
          return onOutcome();
        },
      });
      await expect(running).rejects.toThrow("disk full");
      expect(told).toBe(1);
    },
  );

  it("writes what came before its source failed, and throws with the report", async () => {
    async function* failing() {
      yield* keyed(60);
      throw new Error("EIO: i/o error, read");
    }
    const clock = new ManualClock();
    const table = new FakeTable({ clock, answers: [{ kind: "partial", nth: 2 }] });
    const writing = writeAll(failing(), { transport: table, table: TABLE, clock, random: () => 0 });
    const error = await clock.run(writing).catch((caught: unknown) => caught);
    if (!isSpillwayError(error, "SOURCE_FAILED")) throw error;
    expect(error.message).toContain("after 60 records: EIO");
    expect(error.details.report).toMatchObject({ read: 60, written: 60 });
    expect(table.items.size).toBe(60);
  });

  it.each([
    ["concurrency", 0],
    ["concurrency", 1.5],
    ["maxAttempts", 0],
    ["baseDelayMs", -1],
    ["maxDelayMs", Number.NaN],
  ])("refuses %s = %d", async (option, value) => {
    const error = await run([], { [option]: value }).catch((caught: unknown) => caught);
    expect(isSpillwayError(error, "WRITE_OPTION_INVALID") && error.message).toContain(option);
  });
});

describe("assertAddsUp", () => {
  it("throws when a record is missing or counted twice", () => {
    const sound = { read: 10, written: 5, deduplicated: 1, rejected: 1, failed: 2, spilled: 1 };
    expect(() => assertAddsUp(sound)).not.toThrow();
    expect(() => assertAddsUp({ ...sound, read: 11 })).toThrow("11 ≠ 5 + 1 + 1 + 2 + 1");
    expect(() => assertAddsUp({ ...sound, written: 6 })).toThrow("10 ≠ 6");
  });
});
