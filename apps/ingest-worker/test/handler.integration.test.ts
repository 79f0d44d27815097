import { systemClock } from "@spillway/pacing";
import { lambdaContext, sqsEvent } from "@spillway/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { killable } from "./killed-worker.ts";
import { lateAnswer } from "./late-answer.ts";
import { sourcesOfJobs } from "./sources-of-jobs.ts";
import { workerCloud } from "./worker-cloud.ts";

const line = (id: number) => `user-${id},User ${id},${id % 90}`;
/** Each fiftieth has no id, of which its key would be made. */
const faultyCsvOf = (ids: readonly number[]) =>
  csvOf(ids).replaceAll(/^user-\d+(,User \d*[05]0,)/gm, "$1");
const csvOf = (ids: readonly number[]) => ["id,name,age", ...ids.map(line), ""].join("\n");
const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i);
const keys = { pk: "USER#{id}" };

describe("a worker of jobs", () => {
  let cloud: Awaited<ReturnType<typeof workerCloud>>;
  beforeAll(async () => {
    cloud = await workerCloud();
  });
  afterAll(() => cloud.close());

  const put = async (key: string, text: string) => {
    await cloud.s3.putObject({ Bucket: cloud.bucket, Key: key, Body: text });
    return { bucket: cloud.bucket, key };
  };

  it("loads a CSV in several chunks by two workers", async () => {
    const source = await put("uploads/users.csv", csvOf(numbers(600)));
    const id = await cloud.submit({ table: "users", source, keys });
    await Promise.all([cloud.work(), cloud.work()]);
    const job = await cloud.found(id);
    expect(job).toMatchObject({
      state: "succeeded",
      report: { read: 600, written: 600, rejected: 0, failed: 0 },
      rejects: [],
    });
    expect(job.progress.chunks.total).toBeGreaterThan(2);
    expect(job.progress.chunks.done).toBe(job.progress.chunks.total);
    expect(job.progress.bytes).toBe(job.progress.totalBytes);
    expect(await cloud.itemCount()).toBe(600);
    expect(JSON.parse(await cloud.objectText(job.reportKey ?? ""))).toMatchObject({
      ...{ id, state: "succeeded", report: { read: 600, written: 600 } },
    });
    expect(await cloud.notices()).toEqual([
      expect.objectContaining({
        ...{ id, state: "succeeded", report: `jobs/${id}/report.json` },
        counts: {
          read: 600,
          written: 600,
          deduplicated: 0,
          rejected: 0,
          failed: 0,
          spilled: 0,
        },
      }),
    ]);
    const { jobs: running } = await cloud.jobs.list({ limit: 10, onlyRunning: true });
    expect(running).toEqual([]);
  });

  it("loads records that came with the request, a worker with little time after the other", async () => {
    const records = numbers(500, 10_000).map((id) => ({ id: String(id), name: `User ${id}` }));
    const id = await cloud.submit({ table: "users", records, keys });
    // Less than a second for the first ones: each hands on what it has not done.
    await cloud.work((message) => (message < 4 ? 2_500 : 60_000));
    expect(await cloud.found(id)).toMatchObject({
      state: "succeeded",
      report: { read: 500, written: 500 },
    });
  });

  it("goes on where a killed worker was, when its lease has run out, and counts each record once", async () => {
    const source = await put("uploads/slow.csv", faultyCsvOf(numbers(600, 40_000)));
    const id = await cloud.submit({ table: "users", source, keys, rate: 150 });
    const doomed = killable(cloud.clients);
    const messageOf = (kind: object) =>
      sqsEvent([{ body: JSON.stringify({ v: 1, job: id, ...kind }) }]);
    const chunk = messageOf({ kind: "chunk", chunk: 0 });
    const context = lambdaContext({ remainingMs: 60_000 });
    await cloud.workerWith({})(messageOf({ kind: "plan" }), context);
    void cloud.workerWith(doomed)(chunk, context);
    const written = async () => (await cloud.found(id)).report?.written ?? 0;
    await expect.poll(written).toBeGreaterThan(0);
    doomed.kill();

    // Its message comes twice: while the lease lasts, and later.
    const waits = await cloud.workerWith({})(chunk, context);
    expect(waits.batchItemFailures).toHaveLength(1);
    const later = { now: () => systemClock.now() + 25_000, sleep: systemClock.sleep };
    const ends = await cloud.workerWith({ clock: later })(chunk, context);
    expect(ends.batchItemFailures).toEqual([]);
    const job = await cloud.found(id);
    expect(job).toMatchObject({
      state: "succeeded with rejects",
      report: { read: 600, written: 588, rejected: 12, deduplicated: 0 },
    });
    const texts = await Promise.all(job.rejects.map(({ key }) => cloud.objectText(key)));
    const lines = texts.join("").trim().split("\n");
    const indexes = lines.map((text) => JSON.parse(text).position.index);
    expect(indexes).toEqual(numbers(12).map((number) => number * 50));
    expect((await cloud.workerWith({})(chunk, context)).batchItemFailures).toEqual([]);
    await cloud.sqs.purgeQueue({ QueueUrl: cloud.queueUrl });
  });

  it("keeps what it can't write, so that it loads once it is mended", async () => {
    const ids = numbers(200, 20_000);
    const lines = ids.map((id) =>
      JSON.stringify(id % 100 === 7 ? { name: "no id" } : { id: String(id) }),
    );
    const source = await put("uploads/bad.jsonl", `${lines.join("\n")}\n`);
    const id = await cloud.submit({ table: "users", source, keys });
    await cloud.work();
    const job = await cloud.found(id);
    expect(job).toMatchObject({
      state: "succeeded with rejects",
      report: { read: 200, written: 198, rejected: 2 },
    });
    const texts = await Promise.all(job.rejects.map(({ key }) => cloud.objectText(key)));
    const mended = texts.join("").replaceAll('"name":"no id"', '"name":"no id","id":"mended"');
    expect(mended.trim().split("\n")).toHaveLength(2);
    const again = await cloud.submit({
      ...{ table: "users", keys },
      source: { ...(await put("uploads/mended.jsonl", mended)), format: "rejects" },
    });
    await cloud.work();
    expect(await cloud.found(again)).toMatchObject({ state: "succeeded" });
  });

  it.each([
    ["missing", "TABLE_NOT_FOUND"],
    ["orders", "TABLE_NOT_ALLOWED"],
  ])("fails a job for the table %s with %s", async (table, code) => {
    const id = await cloud.submit({ table, records: [{ pk: "a" }] });
    await cloud.work();
    const job = await cloud.found(id);
    expect(job).toMatchObject({ state: "failed", reason: { code } });
    expect(JSON.parse(await cloud.objectText(job.reportKey ?? ""))).toMatchObject({
      state: "failed",
    });
  });

  it("fails a job whose source is not there, or has no key", async () => {
    const nowhere = { bucket: cloud.bucket, key: "uploads/none.csv" };
    const missing = await cloud.submit({ table: "users", source: nowhere, keys });
    const source = await put("uploads/keyless.csv", "name\nAnn\n");
    const keyless = await cloud.submit({ table: "users", source });
    await cloud.work();
    expect(await cloud.found(missing)).toMatchObject({ reason: { code: "SOURCE_NOT_FOUND" } });
    expect(await cloud.found(keyless)).toMatchObject({ reason: { code: "KEY_COLUMN_MISSING" } });
  });

  it("puts a buffered job's records into the buffer queue, all objects below a prefix", async () => {
    await put("exports/a.csv", csvOf(numbers(20)));
    await put("exports/b.csv", csvOf(numbers(10, 50)));
    const source = { bucket: cloud.bucket, prefix: "exports/" };
    const id = await cloud.submit({ table: "users", source, keys, strategy: "buffered" });
    await cloud.work();
    expect(await cloud.found(id)).toMatchObject({
      state: "succeeded",
      report: { read: 30, written: 0, spilled: 30 },
    });
  });

  it("puts together the rejects of a killed worker whose job is cancelled", async () => {
    const source = await put("uploads/doomed.csv", faultyCsvOf(numbers(600, 50_000)));
    const id = await cloud.submit({ table: "users", source, keys, rate: 150 });
    const doomed = killable(cloud.clients);
    const messageOf = (kind: object) =>
      sqsEvent([{ body: JSON.stringify({ v: 1, job: id, ...kind }) }]);
    const context = lambdaContext({ remainingMs: 60_000 });
    await cloud.workerWith({})(messageOf({ kind: "plan" }), context);
    void cloud.workerWith(doomed)(messageOf({ kind: "chunk", chunk: 0 }), context);
    const rejected = async () => (await cloud.found(id)).report?.rejected ?? 0;
    await expect.poll(rejected).toBeGreaterThan(0);
    doomed.kill();
    await cloud.jobs.cancel(id);
    const later = { now: () => systemClock.now() + 25_000, sleep: systemClock.sleep };
    await cloud.workerWith({ clock: later })(messageOf({ kind: "plan" }), context);
    const job = await cloud.found(id);
    expect(job).toMatchObject({ state: "cancelled", rejects: [{ bytes: expect.any(Number) }] });
    const texts = await Promise.all(job.rejects.map(({ key }) => cloud.objectText(key)));
    expect(texts.join("").match(/\n/g)).toHaveLength(job.report?.rejected ?? 0);
    expect(JSON.parse(await cloud.objectText(job.reportKey ?? ""))).toMatchObject({
      rejects: job.rejects,
    });
    await cloud.sqs.purgeQueue({ QueueUrl: cloud.queueUrl });
  });

  it("stops a job that is cancelled, and says what was written", async () => {
    const source = await put("uploads/many.csv", csvOf(numbers(5_000, 30_000)));
    const id = await cloud.submit({ table: "users", source, keys, rate: 50 });
    const working = cloud.work();
    await expect.poll(async () => (await cloud.found(id)).report?.written ?? 0).toBeGreaterThan(0);
    await cloud.jobs.cancel(id);
    await working;
    const job = await cloud.found(id);
    expect(job.state).toBe("cancelled");
    expect(job.report?.written).toBeLessThan(5_000);
    const report = JSON.parse(await cloud.objectText(job.reportKey ?? ""));
    expect(report.report.written).toBe(job.report?.written);
    await expect(cloud.jobs.cancel(id)).resolves.toMatchObject({ state: "cancelled" });
  });

  it.each([
    { how: "answer", from: 60_000, does: "counts what was in flight when its job was cancelled" },
    { how: "lose", from: 70_000, does: "counts what was written ahead of a batch without answer" },
  ] as const)("$does", async ({ how, from }) => {
    const source = await put(`uploads/${how}.csv`, faultyCsvOf(numbers(1_000, from)));
    const before = await cloud.itemCount();
    const id = await cloud.submit({ table: "users", source, keys, rate: 60 });
    const late = await lateAnswer(cloud.clients, cloud.endpoint);
    const worker = cloud.workerWith({ clients: late.clients });
    const messageOf = (kind: object) =>
      sqsEvent([{ body: JSON.stringify({ v: 1, job: id, ...kind }) }]);
    const context = lambdaContext({ remainingMs: 60_000 });
    await worker(messageOf({ kind: "plan" }), context);
    const working = worker(messageOf({ kind: "chunk", chunk: 0 }), context);
    const items = async () => (await cloud.itemCount()) - before;
    // The first batch, which has no answer yet, and another.
    await expect.poll(items).toBeGreaterThan(25);
    await cloud.jobs.cancel(id);
    // Long after the worker has heard of it, and sends nothing more.
    setTimeout(() => late.end(how), 4_000);
    expect(await working).toEqual({ batchItemFailures: [] });
    await late.close();
    const job = await cloud.found(id);
    expect(job.state).toBe("cancelled");
    const uncounted = how === "lose" ? late.firstWrites() : 0;
    expect(job.report?.written).toBe((await items()) - uncounted);
    expect(job.report?.written).toBeGreaterThan(0);
    const texts = await Promise.all(job.rejects.map(({ key }) => cloud.objectText(key)));
    expect(texts.join("").match(/\n/g)).toHaveLength(job.report?.rejected ?? 0);
    await cloud.sqs.purgeQueue({ QueueUrl: cloud.queueUrl });
  });

  describe("whatever it loads", () => sourcesOfJobs(() => cloud));
});
