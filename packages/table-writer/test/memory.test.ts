import { type HeapProfiler, Session } from "node:inspector/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { systemClock } from "@spillway/pacing";
import { expect, it } from "vitest";
import { type SourceEntry, type Transport, writeAll } from "../src/index.ts";
import { TABLE } from "./fixtures/fake-table.ts";

/** Takes everything, after a turn of the event loop as a network would. */
const taking: Transport = {
  async batchWrite(_table, requests) {
    await new Promise((resolve) => setImmediate(resolve));
    return { unprocessed: [], consumed: { table: requests.length, indexes: {} } };
  },
};

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

const TEXT = "x".repeat(40);

/** @param collectAt the record before which the whole heap is collected: what is in use grows old there */
function* generated(count: number, collectAt: number): Generator<SourceEntry> {
  for (let index = 0; index < count; index += 1) {
    if (index === collectAt) collect();
    const record = { pk: `${TEXT}${index}`, text: TEXT, city: TEXT, note: TEXT };
    yield { ok: true, record, position: { line: index + 1, index } };
  }
}

function bytesOf(node: HeapProfiler.SamplingHeapProfileNode): number {
  return node.children.reduce((sum, child) => sum + bytesOf(child), node.selfSize);
}

it("lets a record go once it is written, not only when the whole heap is collected", async () => {
  const count = 100_000;
  const session = new Session();
  session.connect();
  // Samples of what outlived the collections of young objects, though nothing needs it any more.
  await session.post("HeapProfiler.startSampling", {
    samplingInterval: 16_384,
    includeObjectsCollectedByMajorGC: true,
  });
  const report = await writeAll(generated(count, 1_010), {
    transport: taking,
    table: TABLE,
    clock: systemClock,
    random: Math.random,
  });
  const { profile } = await session.post("HeapProfiler.stopSampling");
  session.disconnect();
  expect(report.written).toBe(count);
  // A record and what is prepared from it take about 1,000 bytes.
  expect(bytesOf(profile.head) / count).toBeLessThan(300);
}, 180_000);
