import { describe, expect, it, vi } from "vitest";
import type { InvocationResult } from "../../../src/lambda-host/lambda-host.ts";
import { failed, ok, throttled, world } from "./stream-world.ts";

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
