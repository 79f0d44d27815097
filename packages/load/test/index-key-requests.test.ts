import { Readable } from "node:stream";
import type { TargetTable, Transport, WireRequest } from "@spillway/table-writer";
import { ManualClock } from "@spillway/testkit";
import { expect, test } from "vitest";
import { loadCheckpoints } from "../src/checkpoint/load-checkpoints.ts";
import { Interrupt } from "../src/run/interrupt.ts";
import { runLoad } from "../src/run/run-load.ts";
import { LOAD } from "./checkpoint-in-memory.ts";

const RECORDS = 100_000;
const table: TargetTable = {
  name: "T",
  keys: { partitionKey: { name: "id", type: "S" } },
  globalIndexes: [{ name: "byDay", keys: { partitionKey: { name: "day", type: "N" } } }],
};

/** Refuses a whole batch for one item whose index key is wrong, as DynamoDB does. */
function countingTransport() {
  let requests = 0;
  const transport: Transport = {
    batchWrite: async (_, writes: readonly WireRequest[]) => {
      requests += 1;
      if (writes.some(({ json }) => !/"day":\{"N":/.test(json))) {
        throw Object.assign(new Error("Type mismatch for Index Key day"), {
          name: "ValidationException",
        });
      }
      return { unprocessed: [], consumed: { table: writes.length, indexes: {} } };
    },
  };
  return { transport, requests: () => requests };
}

async function requestsOf(lineOf: (n: number) => string) {
  const bytes = Buffer.from(Array.from({ length: RECORDS }, (_, n) => `${lineOf(n)}\n`).join(""));
  const { transport, requests } = countingTransport();
  const clock = new ManualClock();
  const { report } = await clock.run(
    runLoad({
      source: {
        format: "json-lines",
        input: {
          ...{ name: "records", label: "records", bytes: bytes.length, identity: { etag: "1" } },
          read: () => Readable.from([bytes]),
        },
      },
      checkpoints: await loadCheckpoints({ store: undefined, resume: false, load: LOAD, nowMs: 0 }),
      ...{ shape: { keys: table.keys, deletes: false }, table, range: undefined, transport },
      ...{ checkpointSeconds: 5, pacer: undefined, rejects: undefined, concurrency: 5 },
      ...{ interrupt: new Interrupt(), clock, random: () => 0.5, maxAttempts: 8 },
      onProgress: () => {},
    }),
  );
  return { requests: requests(), report };
}

test("1 % of records with a wrong index key cost less than 1 % more requests", async () => {
  const wrong = ['"7"', '""', "null"];
  const good = await requestsOf((n) => `{"id":"${n}","day":${n}}`);
  const mixed = await requestsOf((n) => `{"id":"${n}","day":${n % 100 === 50 ? wrong[n % 3] : n}}`);
  expect(good.report).toMatchObject({ written: RECORDS, rejected: 0 });
  expect(mixed.report).toMatchObject({ written: 99_000, rejected: 1_000, retries: 0 });
  expect(good.requests).toBe(RECORDS / 25);
  expect(mixed.requests).toBeLessThan(good.requests * 1.01);
});
