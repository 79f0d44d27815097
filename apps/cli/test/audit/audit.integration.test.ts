import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createClients } from "@spillway/aws-clients";
import {
  auditLine,
  auditObjectKey,
  type ChangeEvent,
  itemHistory,
  stateAt,
} from "@spillway/change-capture";
import type { AttributeMap } from "@spillway/item";
import { type LocalCloud, startLocalCloud } from "@spillway/local-cloud";
import { localClientSettings } from "@spillway/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readItemLog } from "../../src/audit/read-log.ts";
import { freePort } from "../free-port.ts";
import { runHere } from "../run-here.ts";

const BUCKET = "audit";
const TABLE = "activity";
const START = Date.parse("2026-11-27T23:40:00.000Z");
const SECONDS = 3_000;

let folder: string;
let cloud: LocalCloud;
let s3: S3Client;
let dynamodb: DynamoDBClient;

// A row of numbers that is the same at every run.
let seed = 7;
const random = (below: number) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return Math.floor((seed / 2 ** 31) * below);
};

const keysOf = (user: number): AttributeMap => ({
  UserId: { S: `u${user}` },
  At: { N: String(user) },
});
/** What each item was after each write, by the writes alone. */
const model = new Map<
  number,
  { readonly atMs: number; readonly item: AttributeMap | undefined }[]
>();

/** Writes to five items over 50 minutes and midnight, as a stream would tell them. */
function changesOfAll(): ChangeEvent[] {
  const changes: ChangeEvent[] = [];
  for (let n = 0; n < 1_500; n += 1) {
    const user = random(5);
    const atMs = START + Math.floor((n * SECONDS) / 1_500) * 1_000;
    const writes = model.get(user) ?? [];
    model.set(user, writes);
    const before = writes.at(-1)?.item;
    const after =
      before !== undefined && random(8) === 0
        ? undefined
        : { ...keysOf(user), Count: { N: String(n) }, Tags: { SS: ["a", `t${n}`] } };
    writes.push({ atMs, item: after });
    const type = before === undefined ? "insert" : after === undefined ? "remove" : "modify";
    changes.push({
      ...{
        eventId: `event-${n}`,
        type,
        by: random(2) === 0 && type === "remove" ? "ttl" : "caller",
      },
      ...{ table: TABLE, region: "us-east-1", keys: keysOf(user), changedAttributes: [] },
      ...(before === undefined ? {} : { oldImage: before }),
      ...(after === undefined ? {} : { newImage: after }),
      at: new Date(atMs).toISOString(),
      ...{ sequenceNumber: String(99_000 + n), sizeBytes: 40 },
    });
  }
  return changes;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-audit-"));
  cloud = await startLocalCloud({ stateDir: join(folder, "cloud"), port: await freePort() });
  const settings = { endpoint: cloud.endpoint, ...localClientSettings };
  s3 = new S3Client({ ...settings, forcePathStyle: true });
  dynamodb = new DynamoDBClient(settings);
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const changes = changesOfAll();
  for (let at = 0; at < changes.length; ) {
    const batch = changes.slice(at, at + 1 + random(20));
    at += batch.length;
    const days = Map.groupBy(batch, (change) => change.at.slice(0, 10)).values();
    for (const day of days) await putLog(day);
    // A batch that was retried after a part of it.
    if (at % 3 === 0) await putLog(batch.slice(0, 1));
  }
});
afterAll(async () => {
  s3?.destroy();
  dynamodb?.destroy();
  await cloud?.close();
  await rm(folder, { recursive: true, force: true });
});

async function putLog(changes: readonly ChangeEvent[]) {
  const Body = gzipSync(changes.map((change) => `${auditLine(change)}\n`).join(""));
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: auditObjectKey(changes), Body }));
}

const argsOf = (...args: string[]) => [
  ...["audit", TABLE, ...args, "--bucket", BUCKET, "--endpoint", cloud.endpoint],
];
async function audit(...args: string[]) {
  const { code, stdout } = await runHere(argsOf(...args, "--json"));
  return { code, found: JSON.parse(stdout) };
}

test("what was read agrees with the writes at 1,000 random moments", async () => {
  const clients = createClients({
    ...{ region: "us-east-1", endpoint: cloud.endpoint },
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  try {
    for (let user = 0; user < 5; user += 1) {
      const log = await readItemLog(
        { clients, bucket: BUCKET, prefix: "audit-logs/", table: TABLE },
        { UserId: { S: `u${user}` }, At: { N: `${user}.0` } },
      );
      expect(log.beginsAt).toBe(new Date(START).toISOString());
      const history = itemHistory(log.changes);
      expect(history.steps.filter(({ hole }) => hole !== undefined)).toEqual([]);
      for (let moment = 0; moment < 200; moment += 1) {
        const atMs = START + random(SECONDS * 1_000);
        const expected = model.get(user)?.findLast((write) => write.atMs <= atMs)?.item;
        expect(stateAt(history, atMs, START).state).toEqual(
          expected === undefined ? { kind: "absent" } : { kind: "present", item: expected },
        );
      }
    }
  } finally {
    clients.destroy();
  }
});

test("without the table the key needs names; its types are the log's", async () => {
  const unnamed = await audit("u1", "1");
  expect(unnamed).toMatchObject({ code: 2, found: { error: { code: "KEY_VALUES_INVALID" } } });
  const { code, found } = await audit("UserId=u1", "At=1");
  expect(code).toBe(0);
  expect(found).toMatchObject({ earlierUnknown: false, holes: 0, unreadableLines: 0 });
  expect(found.changes).toHaveLength(model.get(1)?.length ?? 0);
});

test("with the table the values are in its order", async () => {
  await dynamodb.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "UserId", KeyType: "HASH" },
        { AttributeName: "At", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "At", AttributeType: "N" },
        { AttributeName: "UserId", AttributeType: "S" },
      ],
    }),
  );
  const at = new Date(START + 1_000_000).toISOString();
  const { code, found } = await audit("u2", "2.0", "--at", at);
  const expected = model.get(2)?.findLast((write) => write.atMs <= START + 1_000_000)?.item;
  expect(found).toMatchObject({
    ...{ at, logBegins: new Date(START).toISOString() },
    ...(expected === undefined ? { state: "absent" } : { state: "present", item: expected }),
  });
  expect(code).toBe(0);
  const before = await audit("u2", "2", "--at", "2026-11-27");
  expect(before).toMatchObject({ code: 1, found: { state: "unknown", doubt: "before-log" } });
});

test("a window reads and shows a part", async () => {
  const { found } = await audit("UserId=u3", "At=3", "--from", "2026-11-28");
  const expected = model.get(3)?.filter(({ atMs }) => atMs >= Date.parse("2026-11-28")) ?? [];
  expect(found.changes).toHaveLength(expected.length);
  const all = await audit("UserId=u3", "At=3");
  expect(found.objects).toBeLessThan(all.found.objects);
});

test.each([
  ["an item that is not in the log", ["UserId=nobody", "At=1"], 1, { changes: [] }],
  [
    "both kinds of time",
    ["UserId=u1", "At=1", "--at", "1h", "--from", "2h"],
    2,
    { error: { code: "AUDIT_TIMES_CONFLICT" } },
  ],
  [
    "another prefix",
    ["UserId=u1", "At=1", "--prefix", "other"],
    2,
    { error: { code: "AUDIT_LOG_NOT_FOUND" } },
  ],
])("%s", async (_, args, code, document) => {
  expect(await audit(...args)).toMatchObject({ code, found: document });
});

test("a table that neither is nor was has no log", async () => {
  const { code, stdout } = await runHere([
    ...["audit", "nope", "u1", "--bucket", BUCKET, "--endpoint", cloud.endpoint, "--json"],
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: "AUDIT_LOG_NOT_FOUND" } });
  expect(code).toBe(2);
});

test("--sql prints a query and reads no log", async () => {
  const { stdout, code } = await runHere(argsOf("UserId=u1", "At=1.0", "--sql"));
  expect(stdout).toContain(`AND json_extract("keys", '$.At.N') = JSON '"1"'`);
  expect(code).toBe(0);
});
