import {
  jobListSchema,
  jobSchema,
  jobSummarySchema,
  rejectListSchema,
  uploadSchema,
} from "@spillway/jobs-client";
import { beforeEach, describe, expect, it } from "vitest";
import { BUCKET } from "./fake-jobs.ts";
import { testApi } from "./test-api.ts";

const records = [{ id: "7" }];
const nobody = "019ac0de-0000-7000-8000-000000000000";

let api = testApi();
beforeEach(() => {
  api = testApi();
});

async function submit(body: object = { table: "Users", records }): Promise<string> {
  const { body: job } = await api.send("POST /jobs", body);
  return job.id;
}

describe("submitting a job", () => {
  it("answers 202, where it is, and what it is", async () => {
    const { statusCode, headers, body } = await api.send("POST /jobs", { table: "Users", records });
    expect(statusCode).toBe(202);
    expect(headers.location).toBe(`/jobs/${body.id}`);
    expect(jobSummarySchema.strict().parse(body)).toMatchObject({
      ...{ state: "queued", table: "Users", source: "1 records", strategy: "direct" },
    });
  });

  it("gives the same job for the same key and payload, however it is written", async () => {
    const headers = { "idempotency-key": "k" };
    const first = await api.send("POST /jobs", { table: "Users", records }, headers);
    const again = await api.send("POST /jobs", { records, table: "Users" }, headers);
    expect(again.body).toEqual(first.body);
    expect([first, again].map((answer) => answer.headers["idempotency-replayed"])).toEqual([
      undefined,
      "true",
    ]);
  });

  it.each([
    [
      { table: "Users", records: [{ id: "8" }] },
      { "idempotency-key": "k" },
      409,
      "IDEMPOTENCY_KEY_REUSED",
    ],
    [{ table: "NoQueue", records, strategy: "buffered" }, {}, 422, "STRATEGY_UNAVAILABLE"],
    [{ table: "Users" }, {}, 400, "REQUEST_INVALID"],
  ])("refuses %j with %j", async (body, headers, status, code) => {
    await api.send("POST /jobs", { table: "Users", records }, { "idempotency-key": "k" });
    expect((await api.send("POST /jobs", body, headers)).body).toMatchObject({ status, code });
  });

  it("knows a caller's keys only", async () => {
    await api.send("POST /jobs", { table: "Users", records }, { "idempotency-key": "k" });
    expect(api.jobs.submitted[0]?.[1]).toMatchObject({
      caller: "arn:aws:sts::123456789012:assumed-role/loader",
      idempotency: { key: "k" },
    });
  });
});

describe("a job", () => {
  it("is answered with its progress and links", async () => {
    const id = await submit();
    api.jobs.change(id, {
      ...{ state: "succeeded with rejects", endedAt: "2026-11-28T00:01:00.000Z" },
      reportKey: `jobs/${id}/report.json`,
      rejects: Array.from({ length: 25 }, (_, n) => ({ key: `jobs/${id}/rejects/${n}`, bytes: 2 })),
    });
    const { statusCode, body } = await api.send(`GET /jobs/${id}`);
    expect(statusCode).toBe(200);
    const { rejects, links } = jobSchema.strict().parse(body);
    expect(rejects).toEqual({ files: 25, bytes: 50 });
    expect(links.rejects).toHaveLength(20);
    expect(links).toMatchObject({
      self: `/jobs/${id}`,
      allRejects: `/jobs/${id}/rejects`,
      report: expect.stringContaining(`/jobs/${id}/report.json?`),
      expireAt: "2026-11-28T12:15:00.000Z",
    });
  });

  it("has no link to a report that is not written", async () => {
    const { body } = await api.send(`GET /jobs/${await submit()}`);
    expect(body.links).not.toHaveProperty("report");
  });

  it.each([nobody, "x", "%00", encodeURIComponent("a/b"), "x".repeat(5_000)])(
    "is not found by %s",
    async (id) => {
      for (const line of [`GET /jobs/${id}`, `DELETE /jobs/${id}`, `GET /jobs/${id}/rejects`]) {
        expect((await api.send(line)).body).toMatchObject({ status: 404, code: "JOB_NOT_FOUND" });
      }
    },
  );

  it("is cancelled, unless it has ended", async () => {
    const id = await submit();
    const { statusCode, body } = await api.send(`DELETE /jobs/${id}`);
    expect({ statusCode, state: body.state }).toEqual({ statusCode: 202, state: "cancelling" });
    api.jobs.change(id, { state: "failed", endedAt: "2026-11-28T00:01:00.000Z" });
    expect((await api.send(`DELETE /jobs/${id}`)).body).toMatchObject({
      status: 409,
      code: "JOB_ENDED",
    });
  });
});

describe("lists", () => {
  it("has jobs, the newest first, a page at a time", async () => {
    const ids = [await submit(), await submit(), await submit()].reverse();
    const first = jobListSchema.strict().parse((await api.send("GET /jobs?limit=2")).body);
    const second = (await api.send(`GET /jobs?limit=2&after=${first.next}`)).body;
    expect([...first.jobs, ...second.jobs].map(({ id }) => id)).toEqual(ids);
    expect(second).not.toHaveProperty("next");
  });

  it("has those that run", async () => {
    const [ended, runs] = [await submit(), await submit()];
    api.jobs.change(ended, { endedAt: "2026-11-28T00:01:00.000Z" });
    const { body } = await api.send("GET /jobs?running=true");
    expect(body.jobs.map(({ id }: { id: string }) => id)).toEqual([runs]);
  });

  it.each(["limit=0", "limit=101", "limit=x", "after=", "running=perhaps", "page=2"])(
    "refuses ?%s",
    async (query) => {
      expect((await api.send(`GET /jobs?${query}`)).body).toMatchObject({
        code: "REQUEST_INVALID",
      });
    },
  );

  it("has the files of rejects, a page at a time", async () => {
    const id = await submit();
    const keys = [1, 2, 3].map((chunk) => `jobs/${id}/rejects/00000${chunk}.jsonl`);
    api.jobs.change(id, { rejects: keys.map((key) => ({ key, bytes: 9 })) });
    const path = `/jobs/${id}/rejects?limit=2`;
    const first = rejectListSchema.strict().parse((await api.send(`GET ${path}`)).body);
    const second = (await api.send(`GET ${path}&after=${encodeURIComponent(first.next ?? "")}`))
      .body;
    expect([...first.rejects, ...second.rejects].map(({ key }) => key)).toEqual(keys);
    expect(second).not.toHaveProperty("next");
  });
});

describe("an upload", () => {
  it("is an address that takes exactly this file", async () => {
    const { statusCode, body } = await api.send("POST /uploads", {
      ...{ name: "users.csv", bytes: 1_234, contentType: "text/csv" },
    });
    expect(statusCode).toBe(201);
    const { url, headers, bucket, key } = uploadSchema.strict().parse(body);
    expect({ bucket, headers }).toEqual({
      bucket: BUCKET,
      headers: { "content-length": "1234", "content-type": "text/csv" },
    });
    expect(key).toMatch(/^uploads\/[0-9a-f-]{36}\/users\.csv$/);
    const { origin, pathname, searchParams } = new URL(url);
    expect(origin + pathname).toBe(`https://${BUCKET}.s3.eu-west-1.amazonaws.com/${key}`);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      "X-Amz-Expires": "900",
      "X-Amz-SignedHeaders": "content-length;content-type;host",
    });
  });

  it.each([
    { name: "users.csv" },
    { name: "users.csv", bytes: 0 },
    { name: "users.csv", bytes: 5_368_709_121 },
    { name: "../users.csv", bytes: 1 },
    { name: ".", bytes: 1 },
    { name: "users.csv", bytes: 1, contentType: "text/csv\r\nx: y" },
  ])("refuses %j", async (body) => {
    expect((await api.send("POST /uploads", body)).body).toMatchObject({ code: "REQUEST_INVALID" });
  });
});

describe("the example", () => {
  it("loads the sample", async () => {
    const { statusCode, body } = await api.send("POST /api/users/migrate");
    expect({ statusCode, source: body.source, table: body.table }).toEqual({
      ...{ statusCode: 202, source: "1000 records", table: "Users" },
    });
    expect(api.jobs.submitted[0]?.[0].keys).toEqual({ pk: "ORDER#{order_number}", sk: "ORDER" });
  });

  it("loads users", async () => {
    const users = [{ id: 7, name: "Ada" }];
    expect((await api.send("POST /api/users/migrate", { users })).body.source).toBe("1 records");
    expect(api.jobs.submitted[0]?.[0]).toMatchObject({ records: users, keys: { pk: "USER#{id}" } });
  });

  it("takes no user without an id", async () => {
    const users = [{ id: "7" }, { name: "Ada" }];
    const { body } = await api.send("POST /api/users/migrate", { users });
    expect(body.problems).toEqual([
      { path: "/body/users/1/id", message: "expected an id: text or a number" },
    ]);
  });
});
