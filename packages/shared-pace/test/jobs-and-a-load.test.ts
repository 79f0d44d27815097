import { Deadline } from "@spillway/pacing";
import { assertAddsUp, type SourceEntry, writeAll } from "@spillway/table-writer";
import { ManualClock } from "@spillway/testkit";
import { describe, expect, it } from "vitest";
import { SharedPacer } from "../src/shared-pacer.ts";
import { BurstTable } from "./fixtures/burst-table.ts";
import { MemoryPaceItem } from "./fixtures/memory-pace-store.ts";
import { tableOf } from "./fixtures/sharing-writers.ts";

const UNITS = 500;
const SECONDS = 60;
/** Two jobs of four workers each, and one load, which is further away. */
const WRITERS = [...Array.from({ length: 8 }, () => ({ latencyMs: 8 })), { latencyMs: 90 }];
const KILLED = 3;

function* endless(writer: number): Generator<SourceEntry> {
  for (let index = 0; ; index += 1) {
    yield { ok: true, record: { pk: `${writer}-${index}` }, position: { line: index + 1, index } };
  }
}

describe("in virtual time, over 60 seconds", () => {
  it("two jobs of four workers and a load, one worker killed, use up 500 units and are hardly throttled", async () => {
    const clock = new ManualClock(1_700_000_000_000);
    const table = new BurstTable(clock, UNITS, 1, () => 15);
    const pace = new MemoryPaceItem(clock);
    const shape = tableOf(UNITS);
    const kill = new AbortController();
    const reports = WRITERS.map(async ({ latencyMs }, at) => {
      const own = { now: () => clock.now() + at * 100, sleep: clock.sleep.bind(clock) };
      const pacer = new SharedPacer({
        table: shape,
        clock: own,
        random: () => 0.5,
        storeOf: () => pace.storeFor(() => latencyMs),
      });
      return writeAll(endless(at), {
        transport: table,
        table: shape,
        clock: own,
        random: () => 0.5,
        pacer,
        deadline: Deadline.after(own, SECONDS * 1_000),
        unread: "leave",
        ...(at === KILLED && { signal: kill.signal }),
      });
    });
    void clock.sleep((SECONDS * 1_000) / 2).then(() => kill.abort());
    const written = await clock.run(Promise.all(reports));
    for (const report of written) assertAddsUp(report);
    expect(table.consumed / (UNITS * SECONDS)).toBeGreaterThanOrEqual(0.95);
    expect(table.throttledRequests / table.requests).toBeLessThanOrEqual(0.01);
    // Each that lived has its turn: the one that is far away too.
    const shares = written.flatMap((report, at) => (at === KILLED ? [] : [report.written]));
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(Math.max(...shares) / 2);
  });
});
