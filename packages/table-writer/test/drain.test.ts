import { RateLimiter } from "@spillway/pacing";
import { ManualClock } from "@spillway/testkit";
import { describe, expect, it } from "vitest";
import { fixedRatePacer, type WriteOptions, writeAll } from "../src/index.ts";
import { FakeTable, type FakeTableOptions, TABLE } from "./fixtures/fake-table.ts";
import { keyed } from "./fixtures/sources.ts";

function drained(
  fake: Omit<FakeTableOptions, "clock">,
  options: (clock: ManualClock) => Partial<WriteOptions> = () => ({}),
) {
  const clock = new ManualClock();
  const table = new FakeTable({ clock, ...fake });
  const [drain, abort] = [new AbortController(), new AbortController()];
  const writing = writeAll(keyed(1_000), {
    transport: table,
    table: TABLE,
    clock,
    random: () => 1,
    unread: "leave",
    drain: drain.signal,
    signal: abort.signal,
    ...options(clock),
  });
  return { clock, table, drain, abort, writing };
}

describe("a run that is drained", () => {
  it("sends nothing more, and counts what was in flight as it is answered", async () => {
    const { clock, table, drain, writing } = drained(
      { answers: [{ kind: "partial", nth: 5 }], latencyMs: (request) => 400 + 100 * request },
      () => ({ concurrency: 3 }),
    );
    await clock.advance(100);
    drain.abort();
    const report = await clock.run(writing);
    // The five that came back unprocessed are not sent again.
    expect(report).toMatchObject({ written: 70, batches: { sent: 3 } });
    expect(report.stopped?.code).toBe("ABORTED");
    expect(table.items.size).toBe(report.written);
    expect(clock.now()).toBe(600);
  });

  it("does not wait for units, and spills nothing", async () => {
    const spilled: unknown[] = [];
    const { clock, table, drain, writing } = drained({}, (clock) => ({
      pacer: fixedRatePacer(new RateLimiter({ clock, ratePerSecond: 25 })),
      spill: async (writes) => {
        spilled.push(...writes);
        return writes.map(() => undefined);
      },
    }));
    await clock.advance(1_500);
    drain.abort();
    const report = await clock.run(writing);
    expect(clock.now()).toBe(1_500);
    expect(report.stopped?.code).toBe("ABORTED");
    expect(report.written).toBeGreaterThan(0);
    expect(report.written).toBe(table.items.size);
    expect(spilled).toEqual([]);
  });

  it("leaves a request that is not answered at the abort", async () => {
    const { clock, drain, abort, writing } = drained({ latencyMs: () => 1_000_000 });
    await clock.advance(1_000);
    drain.abort();
    await clock.advance(60_000);
    abort.abort();
    const report = await clock.run(writing);
    expect(clock.now()).toBe(61_000);
    expect(report).toMatchObject({ written: 0, stopped: { code: "ABORTED" } });
  });

  it("does not begin where it was drained before", async () => {
    const { clock, table, writing } = drained({}, () => ({ drain: AbortSignal.abort() }));
    expect(await clock.run(writing)).toMatchObject({ read: 0, stopped: { code: "ABORTED" } });
    expect(table.batches).toEqual([]);
  });
});
