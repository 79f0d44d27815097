import type { AttributeMap } from "@spillway/item";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type ExportPage, type ExportRequest, exportTable } from "../src/index.ts";
import { MemoryPlaces } from "./memory-places.ts";

const ITEMS: readonly AttributeMap[] = Array.from({ length: 60 }, (_, n) => ({
  pk: { S: `key ${n}` },
  n: { N: String(n) },
  ...(n % 7 === 0 && { [`extra-${n % 3}`]: { SS: ["a", "b"] } }),
}));

const plain: ExportRequest = {
  format: "dynamodb-json",
  delimiter: ",",
  columns: undefined,
  keys: ["pk"],
  identity: { table: "T" },
  resume: true,
  force: false,
};

/** A run that is killed at its step number `lifetime`, while it scans or while it writes. */
async function run(
  request: ExportRequest,
  places: MemoryPlaces,
  step: () => void,
  { pageSize, checkpointMs }: { pageSize: number; checkpointMs: number },
) {
  let now = 0;
  return exportTable(request, {
    async *pages(from) {
      for (let at = Number(from ?? 0); at < ITEMS.length; at += pageSize) {
        step();
        const items = ITEMS.slice(at, at + pageSize);
        const page: ExportPage = { items, scanned: items.length, units: 0.5, state: at + pageSize };
        yield page;
      }
    },
    places,
    checkpoints: places.checkpoints,
    clock: { now: () => (now += 1), sleep: async () => {} },
    signal: new AbortController().signal,
    checkpointMs,
  });
}

class Killed extends Error {}

test.each<[string, Partial<ExportRequest>]>([
  ["DynamoDB JSON", {}],
  ["JSON Lines", { format: "json-lines" }],
  ["a CSV of named columns", { format: "csv", columns: ["pk", "n"] }],
  ["a CSV of all columns", { format: "csv" }],
])("%s, killed anywhere and any number of times, is what one run gives", async (_, wishes) => {
  const request = { ...plain, ...wishes };
  const whole = new MemoryPlaces();
  const wholeReport = await run(request, whole, () => {}, { pageSize: 1, checkpointMs: 1_000 });
  expect(wholeReport).toMatchObject({ complete: true, items: 60, scanned: 60, readUnits: 30 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 150 }), { maxLength: 12 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 400 }),
      async (lifetimes, pageSize, checkpointMs, blockLength) => {
        let left = 0;
        const step = () => {
          left -= 1;
          if (left < 0) throw new Killed();
        };
        const places = new MemoryPlaces(step, blockLength);
        let report: Awaited<ReturnType<typeof run>> | undefined;
        for (const lifetime of [...lifetimes, Number.POSITIVE_INFINITY]) {
          left = lifetime;
          report = await run(request, places, step, { pageSize, checkpointMs }).catch((error) => {
            if (error instanceof Killed) return undefined;
            throw error;
          });
          if (report !== undefined) break;
        }
        expect(places.published).toBe(whole.published);
        expect(places.checkpoint).toBeUndefined();
        expect(places.spool).toBe("");
        expect(report).toMatchObject({
          complete: true,
          items: 60,
          remarks: wholeReport.remarks,
          columns: wholeReport.columns,
          types: wholeReport.types,
        });
      },
    ),
  );
});
