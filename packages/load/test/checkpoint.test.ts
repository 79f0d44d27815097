import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManualClock } from "@spillway/testkit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Checkpoint, effortTogether, NO_EFFORT } from "../src/load/checkpoint/checkpoint.ts";
import {
  assertSameLoad,
  readCheckpoint,
  saveCheckpoint,
} from "../src/load/checkpoint/checkpoint-file.ts";
import { CheckpointKeeper } from "../src/load/checkpoint/checkpoint-keeper.ts";
import {
  type LoadCheckpointOptions,
  loadCheckpoints,
} from "../src/load/checkpoint/load-checkpoints.ts";

const LOAD = { source: { bytes: 10, head: "ab" }, table: "Users", deletes: false };
const checkpointAt = (next: number, changes: Partial<Checkpoint> = {}): Checkpoint => ({
  version: 1,
  startedAt: "2026-05-01T00:00:00.000Z",
  savedAt: "2026-05-01T00:00:01.000Z",
  load: LOAD,
  next,
  counts: { written: next, deduplicated: 0, rejected: 0, failed: 0, spilled: 0 },
  effort: NO_EFFORT,
  rejects: null,
  ...changes,
});

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-checkpoint-"));
  path = join(folder, "c.json");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("a checkpoint's file", () => {
  test("is read as it was saved, and a later one takes its place with nothing left beside it", async () => {
    expect(await readCheckpoint(path)).toBeUndefined();
    await saveCheckpoint(path, checkpointAt(1));
    await saveCheckpoint(path, checkpointAt(2, { rejects: "r.jsonl" }));
    expect(await readCheckpoint(path)).toEqual(checkpointAt(2, { rejects: "r.jsonl" }));
    expect(await readdir(folder)).toEqual(["c.json"]);
  });

  test.each([
    ["no JSON", "{"],
    ["something else", "[]"],
    ["another version", JSON.stringify({ ...checkpointAt(1), version: 2 })],
    ["a count below zero", JSON.stringify(checkpointAt(-1))],
  ])("with %s is invalid", async (_, text) => {
    await writeFile(path, text);
    await expect(readCheckpoint(path)).rejects.toMatchObject({ code: "CHECKPOINT_INVALID" });
  });

  test("that can't be read or written says so", async () => {
    await expect(readCheckpoint(folder)).rejects.toMatchObject({ code: "CHECKPOINT_INVALID" });
    await expect(
      saveCheckpoint(join(folder, "no", "c.json"), checkpointAt(1)),
    ).rejects.toMatchObject({
      code: "CHECKPOINT_UNWRITABLE",
      hint: expect.stringContaining("--checkpoint"),
    });
  });

  test.each<[Checkpoint["load"], string]>([
    [{ ...LOAD, table: "Orders" }, 'table was "Users" and is "Orders"'],
    [{ ...LOAD, pk: "{id}" }, 'pk was nothing and is "{id}"'],
    [{ ...LOAD, source: { bytes: 11, head: "ab" } }, 'source was {"bytes":10,"head":"ab"} and is'],
  ])("of another load names what differs: %o", (load, difference) => {
    expect(() => assertSameLoad(path, checkpointAt(1), load)).toThrow(
      expect.objectContaining({
        code: "CHECKPOINT_OF_ANOTHER_LOAD",
        message: expect.stringContaining(difference),
      }),
    );
    expect(() => assertSameLoad(path, checkpointAt(1), { ...LOAD })).not.toThrow();
  });
});

test("the efforts of two runs add up", () => {
  const run = (n: number, name: string) => ({
    ...{ batches: { sent: n, failed: n }, attempts: n, retries: n, throttledWrites: n },
    ...{ throttles: { [name]: n, both: n }, bytes: n, durationMs: n },
    unitsConsumed: { table: n, indexes: { [name]: n, both: n } },
  });
  expect(effortTogether(run(1, "a"), run(2, "b"))).toEqual({
    ...{ batches: { sent: 3, failed: 3 }, attempts: 3, retries: 3, throttledWrites: 3 },
    ...{ throttles: { a: 1, b: 2, both: 3 }, bytes: 3, durationMs: 3 },
    unitsConsumed: { table: 3, indexes: { a: 1, b: 2, both: 3 } },
  });
});

describe("the checkpoint of a load", () => {
  const checkpoints = (changes: Partial<LoadCheckpointOptions> = {}) =>
    loadCheckpoints({
      ...{ given: undefined, resume: false, dryRun: false, label: join(folder, "users.csv") },
      ...{ table: "Users", isRereadable: true, load: LOAD, nowMs: Date.UTC(2026, 5, 1) },
      ...changes,
    });

  test("is named after source and table; of a pipe and a dry run none is kept", async () => {
    expect((await checkpoints()).path).toBe(join(folder, "users.csv.Users.checkpoint.json"));
    expect((await checkpoints({ given: path })).path).toBe(path);
    expect((await checkpoints({ isRereadable: false })).path).toBeUndefined();
    expect((await checkpoints({ isRereadable: false, given: path })).path).toBe(path);
    const dry = await checkpoints({ dryRun: true, given: path });
    expect(dry.path).toBeUndefined();
    await dry.save(checkpointAt(1));
    await dry.remove();
    expect(await readdir(folder)).toEqual([]);
    await expect(checkpoints({ isRereadable: false, resume: true })).rejects.toMatchObject({
      code: "RESUME_NEEDS_CHECKPOINT",
    });
  });

  test("is gone on with by --resume, from the moment when the load first began", async () => {
    const fresh = await checkpoints({ given: path, resume: true });
    expect(fresh).toMatchObject({ earlier: undefined, unfinished: undefined });
    expect(fresh.identity.startedAt).toBe("2026-06-01T00:00:00.000Z");
    await fresh.save(checkpointAt(7));
    const again = await checkpoints({ given: path, resume: true });
    expect(again.earlier).toEqual(checkpointAt(7));
    expect(again.identity.startedAt).toBe("2026-05-01T00:00:00.000Z");
    await again.remove();
    expect(await readdir(folder)).toEqual([]);
  });

  test("takes out the rejects that come again", async () => {
    const rejects = join(folder, "r.jsonl");
    const lines = [3, 7].map((index) =>
      JSON.stringify({ position: { line: 1, index }, reason: { code: "X", message: "" }, raw: "" }),
    );
    await writeFile(rejects, `${lines.join("\n")}\n`);
    await saveCheckpoint(path, checkpointAt(7, { rejects }));
    await checkpoints({ given: path, resume: true });
    expect(await readFile(rejects, "utf8")).toBe(`${lines[0]}\n`);
  });

  test("that is not gone on with is kept aside, from the first save to the end of the new load", async () => {
    await saveCheckpoint(path, checkpointAt(7));
    const anew = await checkpoints({ given: path });
    const keptAs = join(folder, "c-2.json");
    expect(anew).toMatchObject({ earlier: undefined, unfinished: { next: 7, keptAs } });
    expect(await readdir(folder)).toEqual(["c.json"]);
    await anew.save(checkpointAt(0));
    await anew.save(checkpointAt(1));
    expect(await readCheckpoint(keptAs)).toMatchObject({ next: 7 });
    expect(await readCheckpoint(path)).toMatchObject({ next: 1 });
    await anew.remove();
    expect(await readdir(folder)).toEqual([]);
  });

  test("of another load stays aside, and one that came nowhere is not kept", async () => {
    await saveCheckpoint(path, checkpointAt(7, { load: { ...LOAD, table: "Orders" } }));
    const anew = await checkpoints({ given: path });
    await anew.save(checkpointAt(0));
    await anew.remove();
    expect(await readdir(folder)).toEqual(["c-2.json"]);
    await saveCheckpoint(path, checkpointAt(0));
    expect((await checkpoints({ given: path })).unfinished).toBeUndefined();
  });

  test("is never saved over a file that is none", async () => {
    await writeFile(path, "precious");
    await expect(checkpoints({ given: path })).rejects.toMatchObject({
      code: "CHECKPOINT_INVALID",
    });
  });
});

describe("the keeper of a checkpoint", () => {
  function kept() {
    const clock = new ManualClock();
    const state = { next: 0, log: [] as string[], fails: false };
    const keeper = new CheckpointKeeper({
      clock,
      current: () => checkpointAt(state.next),
      flush: async () => {
        state.log.push("flush");
      },
      save: async ({ next }) => {
        if (state.fails) throw new Error("disk full");
        state.log.push(`save ${next}`);
      },
      onFailure: () => {
        state.log.push("failure");
      },
    });
    return { clock, state, keeper };
  }

  test("saves at the start, each second what has moved, and at the end; after the flush", async () => {
    const { clock, state, keeper } = kept();
    await keeper.start();
    expect(state.log.splice(0)).toEqual(["flush", "save 0"]);
    await clock.advance(5_000);
    expect(state.log).toEqual([]);
    state.next = 3;
    await clock.advance(999);
    expect(state.log).toEqual([]);
    await clock.advance(1);
    expect(state.log.splice(0)).toEqual(["flush", "save 3"]);
    state.next = 4;
    await keeper.end();
    expect(state.log).toEqual(["flush", "save 4"]);
    expect(clock.sleeping).toBe(0);
    expect(keeper.failure).toBeUndefined();
  });

  test("stops when a save fails, and tells it once", async () => {
    const { clock, state, keeper } = kept();
    await keeper.start();
    Object.assign(state, { next: 1, fails: true });
    await clock.advance(1_000);
    Object.assign(state, { next: 2, fails: false });
    await clock.advance(10_000);
    await keeper.end();
    expect(state.log).toEqual(["flush", "save 0", "flush", "failure"]);
    expect(keeper.failure?.cause).toMatchObject({ message: "disk full" });
  });
});
