import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getFile, jobsClient, putFile, withToken } from "../src/index.ts";

const SUMMARY = {
  ...{ id: "019ac0de-0000-7000-8000-000000000000", state: "queued", table: "users" },
  ...{ strategy: "direct", source: "1 records", createdAt: "2026-11-28T12:00:00.000Z" },
};

/** Answers in their order, the last one again and again, and what was asked. */
let answers: (readonly [status: number, body: string])[] = [];
let asked: string[] = [];
const server = createServer(async (request, response) => {
  const [status, body] = (answers.length > 1 ? answers.shift() : answers[0]) ?? [500, ""];
  asked.push(`${request.method} ${request.url} ${await text(request)}`.trim());
  response.writeHead(status).end(body);
});
let url = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  asked = [];
});

function client() {
  const waits: number[] = [];
  const clock = { now: () => 0, sleep: async (ms: number) => void waits.push(ms) };
  const options = { url: `${url}/stage/`, authorize: withToken("t"), clock, random: () => 1 };
  return { waits, ...jobsClient(options) };
}

describe("a call", () => {
  it("is made again where that may help, later each time", async () => {
    answers = [
      [503, '{"message":"Service Unavailable"}'],
      [429, ""],
      [500, ""],
      [502, ""],
      [202, JSON.stringify(SUMMARY)],
    ];
    const { submit, waits } = client();
    expect(await submit({ table: "users" }, "k")).toEqual(SUMMARY);
    expect(asked).toEqual(Array(5).fill('POST /stage/jobs {"table":"users"}'));
    expect(waits).toEqual([200, 400, 800, 1_600]);
  });

  it.each([
    [
      503,
      '{"message":"Service Unavailable"}',
      "API_UNAVAILABLE",
      /GET .*: Service Unavailable \(503\)$/,
    ],
    [
      500,
      '{"code":"INTERNAL_ERROR","detail":"it failed","requestId":"r1"}',
      "API_UNAVAILABLE",
      /it failed \(500, request r1\)/,
    ],
    [403, '{"message":"Forbidden"}', "API_DENIED", /denied GET .*\/stage\/jobs: Forbidden \(403\)/],
    [401, '{"message":"Unauthorized"}', "API_DENIED", /Unauthorized \(401\)/],
    [403, '{"message":null}', "API_DENIED", /\(403\)/],
    [404, '{"message":"Not Found"}', "API_ANSWER_INVALID", /gave 404: Not Found/],
    [404, "<html>\nno", "API_ANSWER_INVALID", /gave 404: <html>$/],
    [
      404,
      '{"code":"JOB_NOT_FOUND","detail":"there is no job x"}',
      "JOB_NOT_FOUND",
      /^there is no job x$/,
    ],
    [
      409,
      '{"code":"JOB_ENDED","detail":"x has ended"}',
      "API_REFUSED",
      /refused the request: x has ended$/,
    ],
    [200, "<html>", "API_ANSWER_INVALID", /expected an answer of the jobs API/],
    [200, '{"jobs":[{}]}', "API_ANSWER_INVALID", /expected an answer of the jobs API/],
  ])("that comes to %i %s is %s", async (status, body, code, message) => {
    answers = [[status, body]];
    await expect(client().list()).rejects.toMatchObject({
      ...{ code, message: expect.stringMatching(message) },
    });
  });

  it("that is refused tells five problems, and all in its details", async () => {
    const problems = Array.from({ length: 7 }, (_, n) => ({ path: `/body/${n}`, message: "no" }));
    answers = [[400, JSON.stringify({ code: "REQUEST_INVALID", detail: "no", problems })]];
    await expect(client().submit({}, "k")).rejects.toMatchObject({
      message: expect.stringMatching(/request: \/body\/0: no; .*\/body\/4: no; and 2 more$/),
      details: { status: 400, code: "REQUEST_INVALID", problems: { length: 7 } },
    });
  });
});

it("reads every page of rejects", async () => {
  const page = (key: string, next?: string) =>
    JSON.stringify({
      rejects: [{ key, bytes: 1, url: `${url}/${key}` }],
      expireAt: SUMMARY.createdAt,
      next,
    });
  answers = [
    [200, page("a", "jobs/x/a")],
    [200, page("b")],
  ];
  const keys: string[] = [];
  for await (const { key } of client().rejects("x/y")) keys.push(key);
  expect(keys).toEqual(["a", "b"]);
  expect(asked).toEqual([
    "GET /stage/jobs/x%2Fy/rejects",
    "GET /stage/jobs/x%2Fy/rejects?after=jobs%2Fx%2Fa",
  ]);
});

describe("a file", () => {
  const upload = (length: number) => ({
    ...{ method: "PUT" as const, url: `${url}/file`, headers: { "content-length": `${length}` } },
  });
  const denied = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";

  it("is sent, and how much of it is told", async () => {
    answers = [[200, ""]];
    const sent: number[] = [];
    await putFile(upload(6), Readable.from([Buffer.from("abc"), Buffer.from("def")]), (bytes) =>
      sent.push(bytes),
    );
    expect(asked).toEqual(["PUT /file abcdef"]);
    expect(sent).toEqual([3, 6]);
  });

  it("that S3 does not take, or not give, is an error that says why", async () => {
    answers = [[403, denied]];
    const refused = {
      code: "FILE_NOT_MOVED",
      message: expect.stringContaining("AccessDenied: Request has expired"),
    };
    await expect(putFile(upload(1), Readable.from([Buffer.from("a")]))).rejects.toMatchObject(
      refused,
    );
    await expect(getFile(`${url}/file`)).rejects.toMatchObject(refused);
  });

  it("that breaks off is an error too", async () => {
    const source = new Readable({ read: () => {} });
    source.destroy(new Error("the disk is gone"));
    await expect(putFile(upload(9), source)).rejects.toMatchObject({
      ...{ code: "FILE_NOT_MOVED", message: expect.stringContaining("the disk is gone") },
    });
  });
});
