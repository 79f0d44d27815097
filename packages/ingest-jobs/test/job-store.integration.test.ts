import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newChunk } from "../src/chunk/chunk-state.ts";
import { type Jobs, jobRequestSchema, jobStore } from "../src/index.ts";
import { createChunk } from "../src/store/chunk-store.ts";
import { allChunksOf } from "../src/store/find-job.ts";
import { tableOf } from "../src/store/job-places.ts";
import { updateMeta } from "../src/store/meta-store.ts";
import { jobsPlaces } from "./jobs-places.ts";

const CONSISTENT = { consistent: true };
const caller = "arn:aws:iam::123456789012:user/ann";
const request = jobRequestSchema.parse({ table: "users", records: [{ id: "7" }, { id: "8" }] });

describe("a store of jobs", () => {
  let world: Awaited<ReturnType<typeof jobsPlaces>>;
  let jobs: Jobs;
  beforeAll(async () => {
    world = await jobsPlaces();
    jobs = jobStore(world.places);
  });
  afterAll(() => world.close());

  it("keeps a job, its records and its message", async () => {
    const { job, isNew } = await jobs.submit(request, { caller });
    expect(isNew).toBe(true);
    expect(job).toEqual({
      id: job.id,
      state: "queued",
      table: "users",
      strategy: "direct",
      source: "2 records",
      createdAt: "2026-11-28T12:00:00.000Z",
    });
    expect(world.objects.get(`jobs/${job.id}/input.jsonl`)).toBe('{"id":"7"}\n{"id":"8"}\n');
    expect(world.messages).toContain(`{"v":1,"kind":"plan","job":"${job.id}"}`);
    expect(await jobs.find(job.id)).toEqual({
      ...job,
      request: { table: "users", strategy: "direct", deletes: false },
      progress: {
        records: 0,
        bytes: 0,
        recordsPerSecond: 0,
        unitsPerSecond: 0,
        chunks: { total: 0, running: 0, done: 0 },
      },
      refusedCuts: [],
      bucket: "ingest",
      rejects: [],
    });
  });

  it("finds all chunks of a job that has several pages of them", async () => {
    const { job } = await jobs.submit(request, { caller });
    const table = tableOf(world.places);
    const numbers = [0, 1_249, 1_250, 2_499, 2_500, 2_600, 2_601];
    // A job that is being cut anew may have one more than it says.
    await updateMeta(table, job.id, { chunks_total: 2_601 }, []);
    for (const chunk of numbers) {
      const made = newChunk({ chunk, source: 0, start: 0, end: 9, expires_at: 9_999_999_999 });
      await createChunk(table, job.id, { ...made, state: "done" });
    }
    const { progress } = (await jobs.find(job.id)) ?? {};
    expect(progress?.chunks).toEqual({ total: 2_601, running: 0, done: numbers.length });
    const found = await allChunksOf(table, { id: job.id, chunks_total: 2_601 }, CONSISTENT);
    expect(found.map(({ chunk }) => chunk)).toEqual(numbers);
  });

  it("gives the same job for the same key and payload, and refuses the key for another", async () => {
    const submission = { caller, idempotency: { key: "monday", digest: "a" } };
    const first = await jobs.submit(request, submission);
    expect(await jobs.submit(request, submission)).toEqual({ job: first.job, isNew: false });
    const other = { caller, idempotency: { key: "monday", digest: "b" } };
    await expect(jobs.submit(request, other)).rejects.toMatchObject({
      code: "IDEMPOTENCY_KEY_REUSED",
    });
    const ofAnother = await jobs.submit(request, { ...other, caller: "bob" });
    expect(ofAnother.isNew).toBe(true);
  });

  it("makes one job of requests that come at once", async () => {
    const submission = { caller, idempotency: { key: "at once", digest: "a" } };
    const submitted = await Promise.all([1, 2, 3].map(() => jobs.submit(request, submission)));
    expect(new Set(submitted.map(({ job }) => job.id)).size).toBe(1);
    expect(submitted.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  it("refuses a strategy that needs a queue that the table has not", async () => {
    const buffered = { ...request, strategy: "buffered" as const };
    await expect(jobs.submit(buffered, { caller })).rejects.toMatchObject({
      code: "STRATEGY_UNAVAILABLE",
    });
    // The table may not be written at all: the job says so.
    await jobs.submit({ ...buffered, table: "orders" }, { caller });
  });

  it("lists them newest first, page by page", async () => {
    world.time.nowMs += 1_000;
    const { job } = await jobs.submit(request, { caller });
    const first = await jobs.list({ limit: 2 });
    expect(first.jobs.map(({ id }) => id)[0]).toBe(job.id);
    const rest = await jobs.list({ limit: 100, ...(first.next && { after: first.next }) });
    const ids = [...first.jobs, ...rest.jobs].map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted().reverse());
    expect(new Set(ids).size).toBe(ids.length);
    expect(rest.next).toBeUndefined();
    await expect(jobs.list({ limit: 2, after: "x" })).rejects.toMatchObject({
      code: "CURSOR_INVALID",
    });
  });

  it("cancels one, and says nothing new when it is asked again", async () => {
    world.time.nowMs += 1_000;
    const { job } = await jobs.submit(request, { caller });
    expect(await jobs.cancel(job.id)).toEqual({ ...job, state: "cancelling" });
    expect(await jobs.cancel(job.id)).toEqual({ ...job, state: "cancelling" });
    expect(await jobs.cancel("no such job")).toBeUndefined();
    expect(await jobs.find("no such job")).toBeUndefined();
    const { jobs: running } = await jobs.list({ limit: 1, onlyRunning: true });
    expect(running).toEqual([{ ...job, state: "cancelling" }]);
  });
});
