import type { LoadReport } from "@spillway/load";
import pc from "picocolors";
import { describe, expect, test } from "vitest";
import { loadText } from "../../src/load/load-text.ts";

const PLAIN = pc.createColors(false);
const reportOf = (changes: Partial<LoadReport> = {}): LoadReport => ({
  read: 48_200,
  written: 48_200,
  deduplicated: 0,
  rejected: 0,
  failed: 0,
  spilled: 0,
  notes: [],
  batches: { sent: 1_928, failed: 0 },
  attempts: 48_200,
  retries: 0,
  throttledWrites: 0,
  throttles: {},
  unitsConsumed: { table: 48_200, indexes: {} },
  durationMs: 9_400,
  bytes: 9_640_000,
  errors: [],
  table: "Users",
  source: "users.csv",
  format: "csv",
  files: null,
  deletes: false,
  dryRun: null,
  tableRead: null,
  complete: true,
  unsent: 0,
  nextByte: null,
  numberKeys: null,
  transform: null,
  resumedAt: null,
  recordsPerSecond: 5_127.6,
  peakMemoryBytes: 130 * 1_048_576,
  rejects: null,
  checkpoint: null,
  ...changes,
});
const textOf = (changes?: Partial<LoadReport>) => loadText(reportOf(changes), PLAIN).split("\n");

test("a load that is whole takes two lines", () => {
  expect(textOf()).toEqual([
    "✔ 48,200 of 48,200 records written to Users in 9.4 s, 5,128 records/s",
    "  48,200 write units, 1,928 batches, 0 retries, 0 throttled writes, 130 MB of memory",
  ]);
  expect(textOf({ deletes: true })[0]).toContain("records deleted from Users in");
});

test("lines that are not UTF-8 are said once more, with what to do", () => {
  const errors = [1, 2].map((line) => ({
    ...{ code: "TEXT_NOT_UTF8", message: "other bytes", position: { line, index: line } },
  }));
  const lines = textOf({ written: 48_198, rejected: 2, errors });
  expect(lines.filter((line) => line.includes("--encoding windows-1252"))).toHaveLength(1);
});

test.each(["CSV_STRAY_QUOTE", "CSV_ESCAPE_UNCERTAIN"])("%s tells once of the escape", (code) => {
  const errors = [1, 2].map((line) => ({ code, message: "m", position: { line, index: line } }));
  const lines = textOf({ written: 48_198, rejected: 2, errors });
  expect(lines.filter((line) => line.includes("--escape '\\'"))).toHaveLength(1);
});

test("what was not written is told by its end, its first errors, and where it is", () => {
  const errors = Array.from({ length: 7 }, (_, index) => ({
    code: "KEY_MISSING",
    message: `no key ${index}`,
    position:
      index === 0 ? { line: 2, index: 0, file: "data/a.json.gz" } : { line: index + 1, index },
  }));
  expect(
    textOf({
      ...{ written: 48_180, deduplicated: 9, rejected: 7, failed: 3, unsent: 2, spilled: 1 },
      ...{ complete: false, errors, rejects: "bad.jsonl", checkpoint: "c.json" },
      unitsConsumed: { table: 1, indexes: { byDay: 2 } },
    }),
  ).toEqual([
    "✖ 48,180 of 48,200 records written to Users in 9.4 s, 5,128 records/s",
    "  9 deduplicated: replaced by a later record of the same key",
    "  7 rejected: can't be written as they are",
    "  1 failed: out of attempts",
    "  2 not sent: the run ended before",
    "  1 spilled: in the buffer queue",
    "  1 + 2 byDay write units, 1,928 batches, 0 retries, 0 throttled writes, 130 MB of memory",
    "  KEY_MISSING data/a.json.gz line 2: no key 0",
    ...[1, 2, 3, 4].map((at) => `  KEY_MISSING line ${at + 1}: no key ${at}`),
    "  and 5 more",
    "  the records that were not written, to be loaded once mended: bad.jsonl",
    "  not done: to go on, the same command with --resume",
  ]);
});

test("a pipe that was not read to its end can't be gone on with", () => {
  expect(textOf({ complete: false }).at(-1)).toBe(
    "  not done: the rest of the source was not read",
  );
});

test("one is one", () => {
  const counts = { retries: 1, throttledWrites: 1, batches: { sent: 1, failed: 0 } };
  expect(textOf({ ...counts, unitsConsumed: { table: 1, indexes: {} } })[1]).toBe(
    "  1 write unit, 1 batch, 1 retry, 1 throttled write, 130 MB of memory",
  );
});

describe("a dry run", () => {
  const plan = {
    ...{ units: { table: 1, indexes: {} }, bottleneck: "", seconds: 90, dollars: 0.5 },
    prices: { region: "eu-central-1", asOf: "2026-08" },
  };
  test("says what a load would do, and how long it takes at whose capacity", () => {
    expect(textOf({ dryRun: plan })).toEqual([
      expect.stringContaining("48,200 records would be written to Users"),
      expect.any(String),
      "  a load takes 90 s at the capacity of the table and costs $0.50",
      "  (list prices of eu-central-1, 2026-08, items that are new)",
    ]);
    expect(textOf({ dryRun: { ...plan, bottleneck: "byDay" } })).toContainEqual(
      expect.stringContaining("of the index byDay and"),
    );
  });

  test("on demand it takes as long as the table takes", () => {
    expect(textOf({ dryRun: { ...plan, bottleneck: null, seconds: null } })).toContainEqual(
      "  a load is as fast as the table takes it, on demand, and costs $0.50",
    );
  });
});

test("no line is wider than 88 columns, for people and their mails", () => {
  for (const line of textOf({
    dryRun: {
      units: { table: 9, indexes: {} },
      bottleneck: "byDay",
      seconds: 7_200,
      dollars: 12.34,
      prices: { region: "ap-northeast-1", asOf: "2026-09" },
    },
  })) {
    expect(line.length).toBeLessThanOrEqual(88);
  }
});

test("of a table it says what was scanned and paid for", () => {
  const tableRead = { scanned: 90_000, readUnits: 1_125.5, throttledPages: 1 };
  expect(textOf({ tableRead })).toContain(
    "  90,000 items scanned, 1,126 read units, 1 throttled page",
  );
});
