import { describe, expect, it } from "vitest";
import type { SourceSnapshot } from "../../src/event-sources/mappings/source.ts";
import {
  apiRouteStatuses,
  eventSourceStatuses,
  functionStatuses,
  queueStatuses,
  type RegionFacts,
  scheduleStatuses,
  tableStatuses,
} from "../../src/status/collect-status.ts";
import { Deployed, listChangedBy } from "../../src/status/deployed.ts";
import { FunctionResults } from "../../src/status/function-results.ts";
import { QueueLevels } from "../../src/status/queue-levels.ts";
import { RouteResults } from "../../src/status/route-results.ts";

const region = "us-east-1";
const arn = (service: string, name: string) => `arn:aws:${service}:${region}:123456789012:${name}`;
const mapping = (uuid: string, queue: string, functionName: string, enabled = true) => ({
  uuid,
  source: arn("sqs", queue),
  functionArn: arn("lambda", `function:${functionName}`),
  enabled,
});

function facts(more: Partial<RegionFacts> = {}): RegionFacts {
  return {
    region,
    deployed: { functions: [], tables: [], queues: [], mappings: [] },
    results: new FunctionResults(() => 0),
    levels: new QueueLevels(),
    environments: {},
    sourceOf: () => undefined,
    schedules: [],
    routes: new RouteResults(),
    ...more,
  };
}

const deployed = (lists: Partial<RegionFacts["deployed"]>) => ({ ...facts().deployed, ...lists });

function levelsOf(queue: string, visible: number, inFlight = 0): QueueLevels {
  const levels = new QueueLevels();
  const observe = (name: string, value: number) =>
    levels.observe({
      namespace: "AWS/SQS",
      name,
      value,
      unit: "Count",
      dimensions: { QueueName: queue },
      at: 0,
    });
  observe("ApproximateNumberOfMessagesVisible", visible);
  observe("ApproximateNumberOfMessagesNotVisible", inFlight);
  return levels;
}

function running(problem: string | undefined): SourceSnapshot {
  const lastResult = problem === undefined ? "OK" : `PROBLEM: ${problem}`;
  const snapshot = { lastResult, batchesInFlight: 2, recordsWaiting: 0 };
  return problem === undefined ? snapshot : { ...snapshot, problem };
}

describe("what runs in a region", () => {
  it("has the function that ran last first, and those that did not run too", () => {
    let now = 1_000;
    const results = new FunctionResults(() => now);
    results.ran("older", { failed: false, durationMs: 1 });
    now = 2_000;
    results.ran("newer", { failed: true, durationMs: 1 });
    const statuses = functionStatuses(
      facts({
        deployed: deployed({ functions: ["never", "older", "newer"] }),
        results,
        environments: { newer: { running: 2, warm: 1, pids: [7, 8, 9] } },
      }),
    );
    expect(statuses.map(({ name, running, warm, pids }) => [name, running, warm, pids])).toEqual([
      ["newer", 2, 1, [7, 8, 9]],
      ["older", 0, 0, []],
      ["never", 0, 0, []],
    ]);
  });

  it.each([
    ["messages", mapping("1", "q", "f"), new QueueLevels(), undefined],
    ["being enabled", mapping("1", "q", "f", false), new QueueLevels(), "no right"],
    ["its next batch: 1 message visible", mapping("1", "q", "f"), levelsOf("q", 1), undefined],
    [
      "the end of its batches: 4 messages in flight",
      mapping("1", "q", "f"),
      levelsOf("q", 9, 4),
      undefined,
    ],
    [
      "the end of its problem, which it looks for again and again",
      mapping("1", "q", "f"),
      new QueueLevels(),
      "no right",
    ],
  ])("says what a mapping waits for: %s", (waitsFor, one, levels, problem) => {
    const [status] = eventSourceStatuses(
      facts({ deployed: deployed({ mappings: [one] }), levels, sourceOf: () => running(problem) }),
    );
    expect(status).toMatchObject({ waitsFor, function: "f" });
    expect(status).toMatchObject(
      one.enabled
        ? {
            batchesInFlight: 2,
            lastResult: problem === undefined ? "OK" : `PROBLEM: ${problem}`,
          }
        : { batchesInFlight: 0 },
    );
    expect(status?.problem).toBe(one.enabled ? problem : undefined);
  });

  it.each([
    ["changes", "OK", 0, 0],
    ["its next batch: 1 record read", "OK", 0, 1],
    ["the end of 2 batches, 3 records read behind", "OK", 2, 3],
    ["the end of 1 batch", "OK", 1, 0],
  ])("says what a mapping of a stream waits for: %s", (expected, lastResult, batches, records) => {
    const source = arn("dynamodb", "table/t/stream/2026-11-28T18:00:00.000");
    const [status] = eventSourceStatuses(
      facts({
        deployed: deployed({ mappings: [{ ...mapping("1", "q", "f"), source }] }),
        sourceOf: () => ({ lastResult, batchesInFlight: batches, recordsWaiting: records }),
      }),
    );
    expect(status).toMatchObject({ waitsFor: expected, sourceName: "t" });
  });

  it("has mappings with a problem first, and keeps a function's alias", () => {
    const statuses = eventSourceStatuses(
      facts({
        deployed: deployed({ mappings: [mapping("1", "q", "a:prod"), mapping("2", "q", "b")] }),
        sourceOf: (uuid) => running(uuid === "2" ? "no right" : undefined),
      }),
    );
    expect(statuses.map((status) => status.function)).toEqual(["b", "a:prod"]);
  });

  it("has the fullest queue first", () => {
    const statuses = queueStatuses(
      facts({ deployed: deployed({ queues: ["a", "b"] }), levels: levelsOf("b", 3) }),
    );
    expect(statuses.map(({ name, visible }) => [name, visible])).toEqual([
      ["b", 3],
      ["a", 0],
    ]);
  });

  it("has tables that were used, with their indexes, and those that were not; not those that are gone", () => {
    const used = (table: string, more: object = {}) => ({
      at: 0,
      region,
      table,
      consumedWriteUnits: 5,
      consumedReadUnits: 0,
      writeThrottleEvents: 0,
      readThrottleEvents: 0,
      throttledRequests: {},
      throttlesByReason: {},
      ...more,
    });
    const statuses = tableStatuses(
      facts({ deployed: deployed({ tables: ["A", "B"] }) }),
      [
        used("B", { provisionedWriteUnits: 25 }),
        used("B", { index: "i", writeThrottleEvents: 2 }),
        used("gone"),
        used("A", { region: "eu-west-1" }),
      ],
      (table, index) => ({
        writeUnits: table === "B" && index === undefined ? 1 : 0,
        readUnits: 0,
      }),
    );
    expect(
      statuses.map(({ name, index, writeUnits, writeUnitsNow, writeThrottles }) => [
        name,
        index,
        writeUnits,
        writeUnitsNow,
        writeThrottles,
      ]),
    ).toEqual([
      ["B", "i", 5, 0, 2],
      ["B", undefined, 5, 1, 0],
      ["A", undefined, 0, 0, 0],
    ]);
  });

  it("has what fires next first, and what never fires last", () => {
    const schedule = (name: string, nextMs: number | undefined) => ({
      name,
      expression: "rate(1 minute)",
      nextMs,
    });
    const statuses = scheduleStatuses(
      facts({
        schedules: [schedule("never", undefined), schedule("b", 2_000), schedule("a", 1_000)],
      }),
    );
    expect(statuses.map(({ name }) => name)).toEqual(["a", "b", "never"]);
  });
});

describe("Deployed", () => {
  it("reads a list once, and again after a change; a failure is not kept", async () => {
    let reads = 0;
    let fails = true;
    const lists = new Deployed({
      functions: async () => [`${++reads}`],
      tables: async () => {
        if (fails) throw new Error("moto is busy");
        return [];
      },
      queues: async () => [],
      mappings: async () => [],
    });
    await expect(lists.all()).rejects.toThrow("busy");
    fails = false;
    expect((await lists.all()).functions).toEqual(["1"]);
    lists.changed("queues");
    expect((await lists.all()).functions).toEqual(["1"]);
    lists.changed("functions");
    expect((await lists.all()).functions).toEqual(["2"]);
  });

  it.each([
    ["tables", { service: "dynamodb", operation: "CreateTable" }],
    ["tables", { service: "dynamodb", operation: "RestoreTableFromBackup" }],
    ["tables", { service: "dynamodb", operation: "DeleteTable" }],
    [undefined, { service: "dynamodb", operation: "PutItem" }],
    ["queues", { service: "sqs", operation: "DeleteQueue" }],
    // The query protocol.
    ["queues", { service: "sqs" }],
    [undefined, { service: "sqs", operation: "SendMessage" }],
    ["functions", { service: "lambda", path: "/2015-03-31/functions" }],
    ["functions", { service: "lambda", path: "/2015-03-31/functions/f", method: "DELETE" }],
    [undefined, { service: "lambda", path: "/2015-03-31/functions/f/invocations" }],
    [undefined, { service: "lambda", path: "/2015-03-31/functions/", method: "GET" }],
    ["mappings", { service: "lambda", path: "/2015-03-31/event-source-mappings/1", method: "PUT" }],
    [undefined, { service: "s3", path: "/bucket" }],
  ])("%s may have changed after %j", (kind, asked) => {
    expect(listChangedBy({ method: "POST", path: "/", operation: undefined, ...asked })).toBe(kind);
  });
});

describe("apiRouteStatuses", () => {
  it("counts the routes that were called, the most frequent first", () => {
    const routes = new RouteResults();
    routes.served({ api: "b", route: "GET /jobs", status: 200 });
    routes.served({ api: "a", route: "POST /jobs", status: 202 });
    routes.served({ api: "a", route: "POST /jobs", status: 503 });
    routes.served({ api: "a", route: undefined, status: 404 });
    expect(apiRouteStatuses(facts({ routes }))).toEqual([
      { region, api: "a", route: "POST /jobs", requests: 2, clientErrors: 0, serverErrors: 1 },
      { region, api: "a", route: "no route", requests: 1, clientErrors: 1, serverErrors: 0 },
      { region, api: "b", route: "GET /jobs", requests: 1, clientErrors: 0, serverErrors: 0 },
    ]);
  });
});
