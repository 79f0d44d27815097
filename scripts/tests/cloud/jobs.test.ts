import { randomUUID } from "node:crypto";
import { text } from "node:stream/consumers";
import { getFile } from "@spillway/jobs-client";
import { describe, expect, it } from "vitest";
import { endOf, submitFile } from "../../features/jobs/job.ts";
import { csvOf, USER_KEYS, usersOf } from "../../features/jobs/users.ts";
import { itemsOfRun } from "./jobs/users-table.ts";
import { clientOf } from "./least-privilege/jobs-exercises.ts";
import { sharedCloud } from "./shared-cloud.ts";

const { endpoint, outputs, jobs: shown } = sharedCloud();
const jobs = outputs.jobs.value;
const table = jobs.default_table_name;
const client = clientOf(jobs);
const request = { table, keys: USER_KEYS };

/** What became of a job's records: nothing of it is missing. */
function expectSum({ report }: Awaited<ReturnType<typeof endOf>>): void {
  const { read, written, deduplicated, rejected, failed, spilled } = report ?? {};
  expect(read).toBe(
    [written, deduplicated, rejected, failed, spilled].reduce<number>(
      (sum, count) => sum + (count ?? 0),
      0,
    ),
  );
}

describe("the file that the demo loads", () => {
  it("succeeds with rejects: its report adds up, and names each bad line", () => {
    const bad = shown.lines / shown.badEvery;
    expect(shown.job).toMatchObject({
      state: "succeeded with rejects",
      progress: { records: shown.lines },
      report: { read: shown.lines, written: shown.lines - bad, rejected: bad, failed: 0 },
    });
    expectSum(shown.job);
    expect(shown.rejects).toBe(bad);
    expect(shown.job.progress.chunks.total).toBeGreaterThan(1);
  });

  it("has its report behind the answer's link", async () => {
    const { id, state } = shown.job;
    const { report = "" } = (await client.find(id)).links;
    expect(JSON.parse(await text(await getFile(report)))).toMatchObject({ id, state });
  });

  it("loads its rejects once they are mended", () => {
    const bad = shown.lines / shown.badEvery;
    expect(shown.mended).toMatchObject({ state: "succeeded", report: { written: bad } });
  });

  it("is in the table, each of its users once and as the file has them", async () => {
    const items = await itemsOfRun(endpoint, table, shown.run);
    const users = usersOf(shown.run, shown.lines);
    expect(items).toHaveLength(users.length);
    expect(items.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      users.map((user) => ({ ...user, pk: `USER#${user.id}`, sk: "PROFILE" })),
    );
  });
});

describe("records in a request", () => {
  it("are accepted at once, loaded, and equal to what was sent", async () => {
    const run = `inline-${randomUUID()}`;
    const records = usersOf(run, 500);
    const answered: number[] = [];
    const submit = async (part: readonly object[]) => {
      const began = performance.now();
      const { id } = await client.submit({ ...request, records: part }, randomUUID());
      answered.push(performance.now() - began);
      return id;
    };
    const job = await endOf(client, await submit(records));
    expect(job).toMatchObject({ state: "succeeded", report: { read: 500, written: 500 } });
    expectSum(job);
    expect(await itemsOfRun(endpoint, table, run)).toHaveLength(500);
    // How long an answer takes is a figure, not an assertion: the machine may be busy.
    const again = usersOf(`${run}-again`, 10);
    const ids: string[] = [];
    for (const record of again) ids.push(await submit([record]));
    const ended = await Promise.all(ids.map((id) => endOf(client, id)));
    expect(ended.map(({ state }) => state)).toEqual(again.map(() => "succeeded"));
    answered.sort((a, b) => a - b);
    process.stdout.write(`202 at the median in ${answered[5]?.toFixed(0)} ms\n`);
  });

  it("reach the table through its queue too", async () => {
    const run = `buffered-${randomUUID()}`;
    const records = usersOf(run, 20);
    const { id } = await client.submit(
      { ...request, records, strategy: "buffered", ttl: { seconds: 86_400 } },
      randomUUID(),
    );
    const job = await endOf(client, id);
    expect(job).toMatchObject({ state: "succeeded", report: { read: 20, spilled: 20 } });
    await expect.poll(async () => (await itemsOfRun(endpoint, table, run)).length).toBe(20);
  });

  it("are the same job where a request is repeated, and no other payload has its key", async () => {
    const records = usersOf(`again-${randomUUID()}`, 1);
    const key = randomUUID();
    const { id } = await client.submit({ ...request, records }, key);
    expect(await client.submit({ ...request, records }, key)).toMatchObject({ id });
    await expect(client.submit({ ...request, records, deletes: true }, key)).rejects.toThrow();
    expect(await endOf(client, id)).toMatchObject({ state: "succeeded" });
    const { jobs: newest } = await client.list({ limit: 5 });
    expect(newest.map((job) => job.id)).toContain(id);
  });
});

describe("jobs that don't end well", () => {
  it("fail within seconds with the reason, where the table may not be written", async () => {
    const { id } = await client.submit({ table: "no-such-table", records: [{}] }, randomUUID());
    const job = await endOf(client, id);
    expect(job).toMatchObject({ state: "failed", reason: { code: "TABLE_NOT_ALLOWED" } });
    expect(job.reason?.message).toContain(table);
  });

  it("fail where nothing lies below the prefix", async () => {
    const source = { bucket: jobs.bucket, prefix: "uploads/nothing-here/" };
    const { id } = await client.submit({ ...request, source }, randomUUID());
    const job = await endOf(client, id);
    expect(job.state).toBe("failed");
    expect(job.reason?.message).toContain(source.prefix);
  });

  it("stop when they are cancelled, and say what was written", async () => {
    const run = `cancelled-${randomUUID()}`;
    const content = csvOf(usersOf(run, 2_000), () => false);
    const name = "users.csv";
    const { id } = await submitFile(client, { name, content, request: { ...request, rate: 20 } });
    await expect.poll(async () => (await client.find(id)).progress.records).toBeGreaterThan(0);
    expect((await client.list({ running: true })).jobs.map((job) => job.id)).toContain(id);
    await client.cancel(id);
    const job = await endOf(client, id);
    expect(job.state).toBe("cancelled");
    const items = await itemsOfRun(endpoint, table, run);
    expect(job.report?.written).toBe(items.length);
    expect(items.length).toBeLessThan(2_000);
    await expect(client.cancel(id)).resolves.toMatchObject({ state: "cancelled" });
  });

  it("leave nothing in the dead-letter queue", async () => {
    const { aws } = sharedCloud();
    const { Attributes } = await aws<{ Attributes: Record<string, string> }>([
      ...["sqs", "get-queue-attributes", "--attribute-names", "All"],
      ...["--queue-url", jobs.dead_letter_queue_url],
    ]);
    expect(Attributes).toMatchObject({ ApproximateNumberOfMessages: "0" });
  });
});
