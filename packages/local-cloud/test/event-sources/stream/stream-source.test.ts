import { ManualClock } from "@spillway/testkit";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { StreamMapping } from "../../../src/event-sources/stream/stream-mapping.ts";
import {
  type KeptStreamProgress,
  StreamProgress,
} from "../../../src/event-sources/stream/stream-progress.ts";
import { StreamSource } from "../../../src/event-sources/stream/stream-source.ts";
import type { InvocationResult } from "../../../src/lambda-host/lambda-host.ts";
import { KeptMap } from "../../../src/persistence/kept-map.ts";
import { FakeStream } from "./fake-stream.ts";

const mapping: StreamMapping = {
  uuid: "u",
  streamArn: "arn:aws:dynamodb:us-east-1:123456789012:table/t/stream/s",
  tableName: "t",
  functionArn: "arn:aws:lambda:us-east-1:123456789012:function:f",
  batchSize: 100,
  windowSeconds: 0,
  startingPosition: "TRIM_HORIZON",
  parallelizationFactor: 1,
  maximumRetries: Number.POSITIVE_INFINITY,
  maximumAgeMs: 24 * 3_600_000,
  bisects: false,
  reportsItemFailures: false,
  patterns: [],
  onFailure: undefined,
};

const answered = (value: unknown, failed = false): InvocationResult => ({
  kind: "ran",
  requestId: "r",
  version: "$LATEST",
  payload: Buffer.from(JSON.stringify(value)),
  failed,
  durationMs: 1,
  logTail: "",
});
const ok = answered(null);
const failed = answered({ errorMessage: "asked to" }, true);
const throttled: InvocationResult = {
  kind: "throttled",
  reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
};

type Records = { dynamodb: { SequenceNumber: string; Keys: { id: { S: string } } } }[];
type Invoke = (numbers: string[], records: Records) => Promise<InvocationResult>;

/** What outlives a source: the stream, what is kept, and what the function and the destination got. */
function world() {
  const clock = new ManualClock(1_000_000);
  const stream = new FakeStream(() => clock.now());
  const kept = KeptMap.inMemory<KeptStreamProgress>();
  const batches: string[][] = [];
  const sent: string[] = [];
  const metrics: [string, number][] = [];
  const errors: string[] = [];
  let listener: (event: "written" | "changed") => void = () => {};
  /** Begins a source whose function does as `invoke` says. */
  const start = (
    changes: Partial<StreamMapping> = {},
    invoke: Invoke = async () => ok,
    send: () => Promise<void> = async () => {},
  ) =>
    new StreamSource({
      mapping: { ...mapping, ...changes },
      before: Promise.resolve(),
      client: stream,
      writes: {
        listen: (_table, told) => {
          listener = told;
          return () => {};
        },
      },
      hasTimeToLive: async () => false,
      progress: new StreamProgress(kept, "u"),
      clock,
      invoke: (_reference, payload) => {
        const { Records } = JSON.parse(Buffer.from(payload).toString()) as { Records: Records };
        const numbers = Records.map(({ dynamodb }) => dynamodb.SequenceNumber);
        batches.push(numbers);
        return invoke(numbers, Records);
      },
      send: async (_from, _arn, { object }) => {
        await send();
        const { payload } = JSON.parse(object?.body ?? "") as { payload: string };
        const { Records } = JSON.parse(payload) as { Records: Records };
        sent.push(...Records.map(({ dynamodb }) => dynamodb.SequenceNumber));
      },
      observe: (_name, metric, value) => metrics.push([metric, value]),
      onError: (message, error) => errors.push(error === undefined ? message : String(error)),
    });
  /** Writes, as a request that passes the gateway. */
  const write = (shard: string, partition: string) => {
    const number = stream.write(shard, partition);
    listener("written");
    return number;
  };
  const changed = () => listener("changed");
  return { clock, stream, kept, batches, sent, metrics, errors, start, write, changed };
}

describe("the source of a stream", () => {
  it("hands over what is there and what is written, at once", async () => {
    const { clock, stream, batches, metrics, start, write } = world();
    stream.open("a");
    stream.write("a", "k");
    await clock.advance(1_500);
    const source = start();
    await clock.advance(1);
    expect(batches).toEqual([["101"]]);
    expect(metrics).toEqual([["IteratorAge", 1_500]]);
    await clock.advance(10_000);
    write("a", "k");
    await clock.advance(0);
    expect(batches).toEqual([["101"], ["102"]]);
    expect(source.snapshot()).toEqual({ lastResult: "OK", batchesInFlight: 0, recordsWaiting: 0 });
    await source.stop();
  });

  it("looks ever more seldom where nothing is written", async () => {
    const { clock, stream, start } = world();
    stream.open("a");
    const source = start();
    await clock.advance(600_000);
    expect(stream.asked.filter((asked) => asked === "read a").length).toBeLessThan(15);
    await source.stop();
  });

  it("reads what is written without a pause no more than some times a second", async () => {
    const { clock, stream, batches, start, write } = world();
    stream.open("a");
    stream.open("b");
    const source = start();
    await clock.advance(500);
    stream.asked.splice(0);
    for (let n = 0; n < 100; n += 1) {
      write("a", "k");
      await clock.advance(10);
    }
    await clock.advance(100);
    expect(batches.flat()).toHaveLength(100);
    const reads = (of: string) => stream.asked.filter((asked) => asked === `read ${of}`).length;
    expect(reads("a")).toBeLessThan(15);
    expect(reads("b")).toBeLessThan(7);
    await source.stop();
  });

  it("begins behind what is there with LATEST, and misses nothing of later shards", async () => {
    const { clock, stream, batches, start, changed } = world();
    stream.open("old");
    stream.write("old", "k");
    stream.close("old");
    stream.open("a", "old");
    stream.write("a", "k");
    const source = start({ startingPosition: "LATEST" });
    await source.begun;
    stream.write("a", "k");
    stream.close("a");
    stream.open("b", "a");
    stream.write("b", "k");
    changed();
    await clock.advance(1_000);
    expect(batches).toEqual([["103"], ["104"]]);
    await source.stop();
  });

  it("goes on behind what was there before a restart with LATEST, though nothing was read", async () => {
    const { clock, stream, batches, start } = world();
    stream.open("a");
    stream.write("a", "k");
    await clock.advance(2_000);
    const first = start({ startingPosition: "LATEST" });
    await first.begun;
    await first.stop();
    stream.write("a", "k");
    const second = start({ startingPosition: "LATEST" });
    await clock.advance(1_000);
    expect(batches).toEqual([["102"]]);
    await second.stop();
  });

  it("handles a shard to its end before it begins its children", async () => {
    const { clock, stream, batches, start, write } = world();
    stream.open("parent");
    stream.write("parent", "k");
    stream.close("parent");
    stream.open("left", "parent");
    stream.open("right", "parent");
    stream.write("left", "k");
    stream.write("right", "other");
    const first = Promise.withResolvers<InvocationResult>();
    const answers = [first.promise];
    const source = start({}, async () => answers.shift() ?? ok);
    await clock.advance(5_000);
    write("left", "k");
    expect(batches).toEqual([["101"]]);
    first.resolve(ok);
    await clock.advance(5_000);
    expect(batches.slice(1).sort()).toEqual([["102", "104"], ["103"]]);
    await source.stop();
  });

  it("gathers a batch until its window is over", async () => {
    const { clock, stream, batches, start, write } = world();
    stream.open("a");
    const source = start({ windowSeconds: 10 });
    await clock.advance(500);
    write("a", "k");
    await clock.advance(5_000);
    write("a", "k");
    await clock.advance(4_900);
    expect(batches).toEqual([]);
    expect(source.snapshot().recordsWaiting).toBe(2);
    await clock.advance(100);
    expect(batches).toEqual([["101", "102"]]);
    await source.stop();
  });

  it("keeps a payload within 6 MB", async () => {
    const { clock, stream, batches, start } = world();
    stream.open("a");
    const image = { text: { S: "x".repeat(390_000) } };
    for (let n = 0; n < 20; n += 1) stream.write("a", "k", image);
    const source = start({ windowSeconds: 5 });
    await clock.advance(6_000);
    expect(batches.map(({ length }) => length)).toEqual([16, 4]);
    await source.stop();
  });

  it("keeps a throttled batch without using up retries, and says so", async () => {
    const { clock, stream, batches, sent, start } = world();
    stream.open("a");
    stream.write("a", "k");
    const answers = Array<InvocationResult>(5).fill(throttled);
    const source = start(
      { maximumRetries: 0, onFailure: "arn" },
      async () => answers.shift() ?? ok,
    );
    await clock.advance(1);
    expect(source.snapshot().problem).toContain("throttled");
    await clock.advance(30_000);
    expect(batches).toHaveLength(6);
    expect(sent).toEqual([]);
    expect(source.snapshot()).toMatchObject({ lastResult: "OK" });
    await source.stop();
  });

  it("stands still while its destination can't be reached, says so, and goes on then", async () => {
    const { clock, stream, batches, sent, metrics, errors, start } = world();
    stream.open("a");
    stream.write("a", "k");
    let reachable = false;
    const source = start(
      { maximumRetries: 0, onFailure: "arn" },
      async ([number]) => (number === "101" ? failed : ok),
      async () => {
        if (!reachable) throw new Error("no such bucket");
      },
    );
    await clock.advance(20);
    stream.write("a", "k");
    await clock.advance(60_000);
    expect(batches).toEqual([["101"]]);
    expect(source.snapshot().problem).toContain("no such bucket");
    expect(errors).toEqual(["Error: no such bucket"]);
    expect(
      metrics.filter(([name]) => name === "DestinationDeliveryFailures").length,
    ).toBeGreaterThan(2);
    reachable = true;
    source.look();
    await clock.advance(1);
    expect(sent).toEqual(["101"]);
    expect(batches).toEqual([["101"], ["102"]]);
    await source.stop();
  });

  it("says what it gives up when there is no destination", async () => {
    const { clock, stream, errors, start } = world();
    stream.open("a");
    stream.write("a", "k");
    const source = start({ maximumRetries: 0 }, async () => failed);
    await clock.advance(1);
    expect(errors).toEqual([
      "event source u gave up 1 records of a from 101 on: RetryAttemptsExhausted",
    ]);
    await source.stop();
  });

  it("goes on when it can't keep how far it is, and says so", async () => {
    const { clock, stream, kept, batches, errors, start } = world();
    stream.open("a");
    stream.write("a", "k");
    const source = start();
    await source.begun;
    await clock.advance(500);
    vi.spyOn(kept, "set").mockImplementation(() => {
      throw new Error("no space left");
    });
    stream.write("a", "k");
    await clock.advance(2_000);
    expect(batches.flat()).toEqual(["101", "102"]);
    expect(errors[0]).toBe("Error: no space left");
    await source.stop();
  });

  it("tries again at once when its function was changed", async () => {
    const { clock, stream, batches, start } = world();
    stream.open("a");
    stream.write("a", "k");
    let answer = failed;
    const source = start({}, async () => answer);
    await clock.advance(60_000);
    const before = batches.length;
    answer = ok;
    source.look();
    await clock.advance(0);
    expect(batches).toHaveLength(before + 1);
    await source.stop();
  });

  it("rests after an error, says so once, and goes on", async () => {
    const { clock, stream, batches, errors, start } = world();
    stream.open("a");
    stream.write("a", "k");
    stream.failure = new Error("denied");
    const source = start();
    await clock.advance(1);
    expect(source.snapshot()).toMatchObject({ problem: "denied", lastResult: "PROBLEM: denied" });
    await clock.advance(2_000);
    expect(batches).toEqual([["101"]]);
    expect(errors).toEqual(["Error: denied"]);
    expect(source.snapshot().problem).toBeUndefined();
    await source.stop();
  });

  it("lets a batch under way end when it stops, and begins no other", async () => {
    const { clock, stream, batches, start } = world();
    stream.open("a");
    stream.write("a", "k");
    stream.write("a", "k");
    const first = Promise.withResolvers<InvocationResult>();
    const source = start({ batchSize: 1 }, () => first.promise);
    await clock.advance(1);
    const stopped = source.stop();
    first.resolve(ok);
    await stopped;
    const next = start();
    await clock.advance(1);
    expect(batches).toEqual([["101"], ["102"]]);
    await next.stop();
  });
});

describe("whatever fails, over restarts", () => {
  const outcome = fc.constantFrom<"ok" | "failed" | "throttled" | "part" | "bad answer">(
    "ok",
    "failed",
    "throttled",
    "part",
    "bad answer",
  );

  it("a partition is seen in order, and each record is done or at the destination", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          parallelizationFactor: fc.integer({ min: 1, max: 4 }),
          batchSize: fc.integer({ min: 1, max: 6 }),
          maximumRetries: fc.constantFrom(0, 1, 2, Number.POSITIVE_INFINITY),
          bisects: fc.boolean(),
        }),
        fc.array(
          fc.record({ partition: fc.constantFrom("k", "l", "m", "n"), late: fc.boolean() }),
          {
            minLength: 1,
            maxLength: 25,
          },
        ),
        fc.array(outcome, { maxLength: 30 }),
        fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 3 }),
        async (settings, writes, outcomes, stops) => {
          const { clock, stream, sent, start } = world();
          stream.open("a");
          stream.open("b", "a");
          stream.pageSize = 4;
          const half = Math.floor(writes.length / 2);
          const all: string[] = [];
          for (const [index, { partition }] of writes.entries()) {
            all.push(stream.write(index < half ? "a" : "b", partition));
          }
          stream.close("a");
          const done = new Set<string>();
          const highest = new Map<string, number>();
          const order: boolean[] = [];
          const left = [...outcomes];
          const invoke: Invoke = async (numbers, records) => {
            for (const { dynamodb } of records) {
              const partition = dynamodb.Keys.id.S;
              const number = Number(dynamodb.SequenceNumber);
              const before = highest.get(partition) ?? 0;
              // New ones come in order, and none is passed by that is neither done nor given up.
              if (number > before) {
                const passedBy = all.filter(
                  (one, index) =>
                    writes[index]?.partition === partition &&
                    Number(one) > before &&
                    Number(one) < number,
                );
                order.push(passedBy.every((one) => done.has(one) || sent.includes(one)));
                highest.set(partition, number);
              }
            }
            const told = left.shift() ?? "ok";
            if (told === "failed") return failed;
            if (told === "throttled") return throttled;
            if (told === "bad answer") return answered("what");
            if (told === "part") {
              const from = Math.floor(numbers.length / 2);
              for (const number of numbers.slice(0, from)) done.add(number);
              return answered({ batchItemFailures: [{ itemIdentifier: numbers[from] }] });
            }
            for (const number of numbers) done.add(number);
            return ok;
          };
          const changes = { ...settings, reportsItemFailures: true, onFailure: "arn" };
          for (const ms of stops) {
            const source = start(changes, invoke);
            await clock.advance(ms);
            await source.stop();
          }
          const last = start(changes, invoke);
          await clock.advance(3_600_000);
          expect(last.snapshot()).toMatchObject({ batchesInFlight: 0, recordsWaiting: 0 });
          await last.stop();
          expect(order.every(Boolean)).toBe(true);
          expect(all.filter((number) => !done.has(number) && !sent.includes(number))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
