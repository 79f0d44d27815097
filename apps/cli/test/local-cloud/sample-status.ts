import type { StatusDocument } from "@spillway/local-cloud";

const region = "us-east-1";
const arn = (service: string, name: string) => `arn:aws:${service}:${region}:123456789012:${name}`;
const at = "2026-01-01T00:08:00.000Z";

/** What a local cloud says in which something of everything is there. */
export function sampleStatus(more: Partial<StatusDocument> = {}): StatusDocument {
  return {
    at,
    startedAt: "2026-01-01T00:00:00.000Z",
    uptimeSeconds: 480,
    pid: 4_711,
    endpoint: "http://127.0.0.1:4566",
    moto: "http://127.0.0.1:40001",
    capacityProxy: "http://127.0.0.1:40002",
    versions: { node: "22.18.0" },
    region,
    regions: [region, "eu-west-1"],
    processes: [
      { what: "local cloud", pid: 4_711, memoryBytes: 100 * 2 ** 20 },
      { what: "moto", pid: 4_712, memoryBytes: 60 * 2 ** 20 },
    ],
    memoryBytes: 160 * 2 ** 20,
    functions: [
      {
        region,
        name: "consumer",
        running: 1,
        warm: 2,
        pids: [4_713, 4_714, 4_715],
        invocations: 1_234,
        errors: 3,
        throttles: 0,
        last: { at, result: "timeout", durationMs: 3_000 },
      },
      {
        region: "eu-west-1",
        name: "mailer",
        running: 0,
        warm: 0,
        pids: [],
        invocations: 0,
        errors: 0,
        throttles: 0,
      },
    ],
    eventSources: [
      {
        region,
        uuid: "1",
        source: arn("sqs", "orders"),
        sourceName: "orders",
        function: "consumer",
        enabled: true,
        waitsFor: "messages",
        lastResult: "OK",
        batchesInFlight: 1,
      },
      {
        region,
        uuid: "2",
        source: arn("sqs", "mails"),
        sourceName: "mails",
        function: "mailer",
        enabled: true,
        waitsFor: "the end of its problem",
        lastResult: "PROBLEM: not authorized to perform: sqs:ReceiveMessage",
        batchesInFlight: 0,
        problem: "not authorized to perform: sqs:ReceiveMessage",
      },
    ],
    queues: [
      {
        region,
        name: "orders",
        visible: 12,
        inFlight: 3,
        delayed: 0,
        oldestAgeSeconds: 75,
        sent: 100,
        received: 88,
        deleted: 85,
      },
    ],
    tables: [
      {
        region,
        name: "Orders",
        provisionedWriteUnits: 25,
        provisionedReadUnits: 25,
        writeUnitsNow: 24.5,
        readUnitsNow: 0,
        writeUnits: 5_000,
        readUnits: 2.5,
        writeThrottles: 40,
        readThrottles: 0,
      },
      {
        region,
        name: "Orders",
        index: "byDay",
        writeUnitsNow: 1,
        readUnitsNow: 0,
        writeUnits: 10,
        readUnits: 0,
        writeThrottles: 0,
        readThrottles: 0,
      },
    ],
    schedules: [{ region, name: "nightly", expression: "rate(1 day)", next: at }],
    apiRoutes: [
      {
        region,
        api: "abc123",
        route: "POST /jobs",
        requests: 1_500,
        clientErrors: 4,
        serverErrors: 1,
      },
    ],
    requests: [
      { service: "dynamodb", count: 5_010 },
      { service: "sqs", count: 60 },
    ],
    refusals: { "arn:aws:iam::123456789012:role/writer": 12 },
    notServed: [{ what: "a container image", count: 2, last: at }],
    errors: [{ message: "metrics were not put: it broke\n  at a stack", count: 4, last: at }],
    ...more,
  };
}
