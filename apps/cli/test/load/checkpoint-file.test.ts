import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Checkpoint } from "@spillway/load";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CheckpointFile } from "../../src/load/files/checkpoint-file.ts";
import { loadFiles } from "../../src/load/files/load-files.ts";

const checkpointAt = (next: number, changes: Partial<Checkpoint> = {}): Checkpoint => ({
  version: 1,
  startedAt: "2026-05-01T00:00:00.000Z",
  savedAt: "2026-05-01T00:00:01.000Z",
  load: { table: "Users", deletes: false },
  next,
  counts: { written: next, deduplicated: 0, rejected: 0, failed: 0, spilled: 0 },
  effort: {
    ...{ batches: { sent: 0, failed: 0 }, attempts: 0, retries: 0, throttledWrites: 0 },
    ...{ throttles: {}, unitsConsumed: { table: 0, indexes: {} }, bytes: 0, durationMs: 0 },
  },
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
  test("is taken away with what a process that was killed while it saved has left", async () => {
    for (const name of ["c.json", "c.json.123.tmp", "c.json.tmp", "c.json.1.tmp.x", "d.json.7.tmp"])
      await writeFile(join(folder, name), "{");
    await new CheckpointFile(path).remove();
    expect((await readdir(folder)).sort()).toEqual([
      "c.json.1.tmp.x",
      "c.json.tmp",
      "d.json.7.tmp",
    ]);
    await new CheckpointFile(join(folder, "none", "c.json")).remove();
  });

  test("is read as it was saved, and a later one takes its place with nothing left beside it", async () => {
    const file = new CheckpointFile(path);
    expect(await file.read()).toBeUndefined();
    await file.save(checkpointAt(1));
    await file.save(checkpointAt(2, { rejects: "r.jsonl" }));
    expect(await file.read()).toEqual(checkpointAt(2, { rejects: "r.jsonl" }));
    expect(await readdir(folder)).toEqual(["c.json"]);
    await file.remove();
    await file.remove();
    expect(await readdir(folder)).toEqual([]);
  });

  test("that is none is invalid, and stays as it is", async () => {
    await writeFile(path, "precious");
    await expect(new CheckpointFile(path).read()).rejects.toMatchObject({
      code: "CHECKPOINT_INVALID",
    });
    expect(await readFile(path, "utf8")).toBe("precious");
  });

  test("that can't be read or written says so", async () => {
    await expect(new CheckpointFile(folder).read()).rejects.toMatchObject({
      code: "CHECKPOINT_INVALID",
    });
    const nowhere = new CheckpointFile(join(folder, "no", "c.json"));
    await expect(nowhere.save(checkpointAt(1))).rejects.toMatchObject({
      code: "CHECKPOINT_UNWRITABLE",
      hint: expect.stringContaining("--checkpoint"),
    });
  });

  test("has the next free number beside it", async () => {
    const file = new CheckpointFile(path);
    const aside = await file.aside();
    expect(aside.name).toBe(join(folder, "c-2.json"));
    await aside.save(checkpointAt(7));
    expect((await file.aside()).name).toBe(join(folder, "c-3.json"));
  });
});

test("a checkpoint is named after source and table; of a pipe none is kept unless it is named", async () => {
  const place = { label: "users.csv", table: "Users", isRereadable: true };
  const named = async (given: string | undefined, isRereadable: boolean) =>
    (await loadFiles({ checkpoint: given, dryRun: false }).checkpoint({ ...place, isRereadable }))
      ?.name;
  expect(await named(undefined, true)).toBe("users.csv.Users.checkpoint.json");
  expect(await named(path, true)).toBe(path);
  expect(await named(undefined, false)).toBeUndefined();
  expect(await named(path, false)).toBe(path);
});

test("rejects go where the runs before put them; a dry run keeps them only in a named file", async () => {
  const place = { label: "users.csv", table: "Users", earlier: undefined };
  const dry = loadFiles({ dryRun: true });
  expect(await dry.rejects(place)).toBeUndefined();
  const file = await loadFiles({ rejects: path, dryRun: true }).rejects(place);
  expect(file).toMatchObject({ name: path, address: path });
  const again = await loadFiles({ dryRun: false }).rejects({ ...place, earlier: path });
  expect(again?.address).toBe(path);
});
