import { describe, expect, test } from "vitest";
import { type Checkpoint, effortTogether } from "../../src/checkpoint/checkpoint.ts";
import {
  type LoadCheckpointOptions,
  loadCheckpoints,
} from "../../src/checkpoint/load-checkpoints.ts";
import { parseCheckpoint } from "../../src/checkpoint/parse-checkpoint.ts";
import { assertSameLoad } from "../../src/checkpoint/same-load.ts";
import { CheckpointInMemory, checkpointAt, LOAD } from "../checkpoint-in-memory.ts";

describe("a checkpoint's text", () => {
  test("is read as it was written", () => {
    const checkpoint = checkpointAt(2, { rejects: "r.jsonl" });
    expect(parseCheckpoint(JSON.stringify(checkpoint), "c.json")).toEqual(checkpoint);
  });

  test.each([
    ["no JSON", "{"],
    ["something else", "[]"],
    ["another version", JSON.stringify({ ...checkpointAt(1), version: 2 })],
    ["a count below zero", JSON.stringify(checkpointAt(-1))],
  ])("with %s is invalid", (_, text) => {
    expect(() => parseCheckpoint(text, "c.json")).toThrow(
      expect.objectContaining({ code: "CHECKPOINT_INVALID" }),
    );
  });

  test.each<[Checkpoint["load"], string]>([
    [{ ...LOAD, table: "Orders" }, 'table was "Users" and is "Orders"'],
    [{ ...LOAD, pk: "{id}" }, 'pk was nothing and is "{id}"'],
    [{ ...LOAD, source: { bytes: 11, head: "ab" } }, 'source was {"bytes":10,"head":"ab"} and is'],
  ])("of another load names what differs: %o", (load, difference) => {
    expect(() => assertSameLoad("c.json", checkpointAt(1), load)).toThrow(
      expect.objectContaining({
        code: "CHECKPOINT_OF_ANOTHER_LOAD",
        message: expect.stringContaining(difference),
      }),
    );
    expect(() => assertSameLoad("c.json", checkpointAt(1), { ...LOAD })).not.toThrow();
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
  function kept() {
    const places = new Map<string, Checkpoint>();
    const checkpoints = (changes: Partial<LoadCheckpointOptions> = {}) =>
      loadCheckpoints({
        ...{ store: new CheckpointInMemory(places), resume: false, load: LOAD },
        ...{ nowMs: Date.UTC(2026, 5, 1) },
        ...changes,
      });
    return { places, checkpoints };
  }

  test("without a store is none: nothing is saved, and there is nothing to resume", async () => {
    const { places, checkpoints } = kept();
    const none = await checkpoints({ store: undefined });
    expect(none.name).toBeUndefined();
    await none.save(checkpointAt(1));
    await none.remove();
    expect(places.size).toBe(0);
    await expect(checkpoints({ store: undefined, resume: true })).rejects.toMatchObject({
      code: "RESUME_NEEDS_CHECKPOINT",
    });
  });

  test("is gone on with to resume, from the moment when the load first began", async () => {
    const { places, checkpoints } = kept();
    const fresh = await checkpoints({ resume: true });
    expect(fresh).toMatchObject({ name: "c", earlier: undefined, unfinished: undefined });
    expect(fresh.identity.startedAt).toBe("2026-06-01T00:00:00.000Z");
    await fresh.save(checkpointAt(7));
    const again = await checkpoints({ resume: true });
    expect(again.earlier).toEqual(checkpointAt(7));
    expect(again.identity.startedAt).toBe("2026-05-01T00:00:00.000Z");
    await again.remove();
    expect(places.size).toBe(0);
  });

  test("of another load is not gone on with", async () => {
    const { places, checkpoints } = kept();
    places.set("c", checkpointAt(7, { load: { ...LOAD, table: "Orders" } }));
    await expect(checkpoints({ resume: true })).rejects.toMatchObject({
      code: "CHECKPOINT_OF_ANOTHER_LOAD",
    });
  });

  test("that is not gone on with is kept aside, from the first save to the end of the new load", async () => {
    const { places, checkpoints } = kept();
    places.set("c", checkpointAt(7));
    const anew = await checkpoints();
    expect(anew).toMatchObject({ earlier: undefined, unfinished: { next: 7, keptAs: "c-2" } });
    expect([...places.keys()]).toEqual(["c"]);
    await anew.save(checkpointAt(0));
    await anew.save(checkpointAt(1));
    expect(places.get("c-2")).toMatchObject({ next: 7 });
    expect(places.get("c")).toMatchObject({ next: 1 });
    await anew.remove();
    expect(places.size).toBe(0);
  });

  test("of another load stays aside, and one that came nowhere is not kept", async () => {
    const { places, checkpoints } = kept();
    places.set("c", checkpointAt(7, { load: { ...LOAD, table: "Orders" } }));
    const anew = await checkpoints();
    await anew.save(checkpointAt(0));
    await anew.remove();
    expect([...places.keys()]).toEqual(["c-2"]);
    places.set("c", checkpointAt(0));
    expect((await checkpoints()).unfinished).toBeUndefined();
  });
});
