import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { statusDocument } from "@spillway/local-cloud";
import pc from "picocolors";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { statusText } from "../../src/local-cloud/status-text.ts";
import { runHere } from "../run-here.ts";
import { startSpillway } from "../run-spillway.ts";
import { sampleStatus } from "./sample-status.ts";

const plain = pc.createColors(false);

test("what runs is said in tables, with what is wrong", () => {
  expect(
    statusText(statusDocument.parse(sampleStatus()), { colours: plain }),
  ).toMatchInlineSnapshot(`
    "local cloud at http://127.0.0.1:4566, process 4711, since 2026-01-01 00:00:00 UTC (8 min)
    us-east-1, eu-west-1; 160 MB in 2 processes; requests: dynamodb 5,010, sqs 60
    live, with charts: http://127.0.0.1:4566/_spillway/

    functions
      function            last result  at        took  running  warm  invocations  errors  throttled
      consumer            timeout      00:08:00   3 s        1     2        1,234       3          0
      mailer (eu-west-1)  not run yet                        0     0            0       0          0

    event source mappings
      source  function  waits for               last result                                             batches now
      orders  consumer  messages                OK                                                                1
      mails   mailer    the end of its problem  PROBLEM: not authorized to perform: sqs:ReceiveMessage            0

    queues
      queue   visible  in flight  delayed  oldest  sent  received  deleted
      orders       12          3        0    75 s   100        88       85

    tables
      table         writes a second  reads a second  written  read  throttled writes  throttled reads
      Orders             24.5 of 25         0 of 25    5,000   2.5                40                0
      Orders/byDay                1               0       10     0                 0                0

    schedules
      rule     expression   next
      nightly  rate(1 day)  2026-01-01 00:08:00 UTC

    routes of HTTP APIs
      API     route       requests  4xx  5xx
      abc123  POST /jobs     1,500    4    1

    refused by policies (spillway access report says each permission)
      role or user                           requests
      arn:aws:iam::123456789012:role/writer        12

    not served
      what               last      requests
      a container image  00:08:00         2

    errors of the local cloud itself
      last      times  what
      00:08:00  4      metrics were not put: it broke"
  `);
});

test("a section of which there is nothing is left out, and an empty cloud says so", () => {
  const empty = {
    functions: [],
    eventSources: [],
    queues: [],
    tables: [],
    schedules: [],
    apiRoutes: [],
  };
  const text = statusText(sampleStatus({ ...empty, refusals: {}, notServed: [], errors: [] }), {
    colours: plain,
  });
  expect(text.split("\n").slice(3)).toEqual(["", "nothing is deployed"]);
});

test("of many rows the first are shown", () => {
  const [queue] = sampleStatus().queues;
  const queues = Array.from({ length: 200 }, (_, place) => ({ ...queue, name: `q-${place}` }));
  const status = statusDocument.parse({ ...sampleStatus(), queues });
  const text = statusText(status, { colours: plain, rows: 3 });
  expect(text).toContain("q-2 ");
  expect(text).not.toContain("q-3 ");
  expect(text).toContain("and 197 more; --json has all");
});

describe("spillway local-cloud status", () => {
  let cwd: string;
  let endpoint: string;
  const server = createServer((request, response) => {
    response.end(JSON.stringify(request.url === "/_spillway/state" ? sampleStatus() : {}));
  });
  beforeAll(async () => {
    cwd = mkdtempSync(`${tmpdir()}/status-`);
    await once(server.listen(0, "127.0.0.1"), "listening");
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
    rmSync(cwd, { recursive: true });
  });

  test("prints text, or with --json the document", async () => {
    const text = await runHere(["local-cloud", "status", "--endpoint", endpoint]);
    expect(text).toMatchObject({ code: 0, stderr: "" });
    expect(text.stdout).toBe(`${statusText(sampleStatus(), { colours: plain })}\n`);
    const json = await runHere(["local-cloud", "status", "--json", "--endpoint", endpoint]);
    expect(JSON.parse(json.stdout)).toEqual({ running: true, ...sampleStatus() });
  });

  test("--watch shows it again and again until Ctrl-C, which ends it with 0", async () => {
    const { child, ended } = startSpillway(
      ["local-cloud", "status", "--watch", "--json", "--endpoint", endpoint],
      { cwd },
    );
    let lines = 0;
    child.stdout?.on("data", (chunk) => {
      lines += String(chunk).split("\n").length - 1;
      if (lines >= 2) child.kill("SIGINT");
    });
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    const documents = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).running);
    expect(documents.slice(0, 2)).toEqual([true, true]);
  });

  test("ends with 3 where none runs, and where something else answers", async () => {
    const none = await runHere(["local-cloud", "status", "--state-dir", cwd]);
    expect(none).toMatchObject({ code: 3, stdout: "no local cloud is running\n" });
    const other = await runHere(["local-cloud", "status", "--endpoint", `${endpoint}/elsewhere`]);
    expect(other.code).toBe(3);
    expect(other.stderr).toContain("is no local cloud of this version");
  });
});
