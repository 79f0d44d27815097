import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareSequenceNumbers } from "@spillway/change-capture";
import { type LocalCloud, startLocalCloud } from "@spillway/local-cloud";
import { isFullSize } from "@spillway/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../free-port.ts";
import { startSpillway } from "../run-spillway.ts";
import { type CapturePipeline, deployPipeline, NAMES } from "./capture-pipeline.ts";
import {
  auditedChanges,
  failedRecords,
  handledChanges,
  noticedEventIds,
  objectKeys,
  onceInOrder,
  replayed,
  tableContent,
} from "./captured.ts";
import { makeChanges } from "./many-changes.ts";

const CHANGES = isFullSize() ? 50_000 : 10_000;
const KEYS = CHANGES / 10;
const POISON = 20;
const ALERT_EVERY = 50;
const AWS_ENVIRONMENT = {
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
};

let folder: string;
let handledFile: string;
let cloud: LocalCloud;
let pipeline: CapturePipeline;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-no-change-lost-"));
  handledFile = join(folder, "handled");
  cloud = await startLocalCloud({ stateDir: join(folder, "cloud"), port: await freePort() });
  pipeline = await deployPipeline(cloud.endpoint, handledFile);
});

afterAll(async () => {
  pipeline?.close();
  await cloud?.close();
  await rm(folder, { recursive: true, force: true });
});

const idsOf = (all: readonly { readonly eventId: string }[]) =>
  new Set(all.map(({ eventId }) => eventId));

/** Waits until as many changes have been handled, whether each once or more often. */
const untilHandled = (count: number) =>
  expect
    .poll(async () => idsOf(await handledChanges(handledFile)).size, {
      timeout: 600_000,
      interval: 500,
    })
    .toBe(count);

describe(`${CHANGES} changes, through a handler that fails, hangs and can't take ${POISON} of them`, () => {
  test("all are in the audit log, and all but the 20 handled, in the order of their keys", async () => {
    await makeChanges(pipeline.dynamodb, {
      ...{ tableName: NAMES.table, changes: CHANGES, keys: KEYS },
      ...{ poison: POISON, alertEvery: ALERT_EVERY, seed: 7 },
    });
    await untilHandled(CHANGES - POISON);
    await expect
      .poll(() => objectKeys(pipeline.s3, NAMES.failures), { timeout: 180_000, interval: 500 })
      .toHaveLength(POISON);
    const audited = onceInOrder(await auditedChanges(pipeline));
    expect(audited).toHaveLength(CHANGES);
    expect(replayed(audited)).toEqual(await tableContent(pipeline));
    const handled = await handledChanges(handledFile);
    const latest = new Map<string, string>();
    const first = new Set<string>();
    for (const { eventId, sequenceNumber, pk } of handled) {
      if (first.has(eventId)) continue;
      first.add(eventId);
      const before = latest.get(pk);
      if (before !== undefined) {
        expect(compareSequenceNumbers(before, sequenceNumber)).toBeLessThan(0);
      }
      latest.set(pk, sequenceNumber);
    }
  }, 900_000);

  test("the 20 are in the failure destination with their records, and no others", async () => {
    const failed = await failedRecords(pipeline);
    expect(failed.map((records) => records.length)).toEqual(Array(POISON).fill(1));
    expect(failed.flat().every(({ dynamodb }) => dynamodb.NewImage?.poison?.BOOL === true)).toBe(
      true,
    );
    const handled = idsOf(await handledChanges(handledFile));
    expect(failed.flat().filter(({ eventID }) => handled.has(eventID))).toEqual([]);
  });

  test("each notice came, and none twice", async () => {
    const wanted = onceInOrder(await auditedChanges(pipeline))
      .filter(({ newImage }) => JSON.stringify(newImage?.alert) === '{"BOOL":true}')
      .map(({ eventId }) => eventId);
    expect(wanted.length).toBeGreaterThan(CHANGES / 100);
    expect((await noticedEventIds(pipeline)).toSorted()).toEqual(wanted.toSorted());
  });
});

describe("spillway redrive stream, after the handler is mended", () => {
  const failuresLeft = async () => (await objectKeys(pipeline.s3, NAMES.failures)).length;
  const redrive = (...more: readonly string[]) =>
    startSpillway(
      [
        ...["redrive", "stream", "--from", `s3://${NAMES.failures}`],
        ...["--function", NAMES.function, "--endpoint", cloud.endpoint, ...more],
      ],
      { cwd: folder, env: AWS_ENVIRONMENT },
    );
  /** All that a redrive may change. */
  const state = async () => ({
    table: await tableContent(pipeline),
    audited: await objectKeys(pipeline.s3, NAMES.audit),
    changes: onceInOrder(await auditedChanges(pipeline)),
    handled: (await handledChanges(handledFile)).length,
    notices: await noticedEventIds(pipeline),
  });

  test("killed in the middle, it leaves what it has not replayed", async () => {
    await pipeline.mend();
    const killed = redrive("--rate", "1");
    await expect.poll(failuresLeft, { timeout: 180_000, interval: 50 }).toBeLessThan(POISON);
    killed.child.kill("SIGKILL");
    await killed.ended;
    expect(await failuresLeft()).toBeGreaterThan(0);
  });

  test("run again, it empties the destination, and every change is handled", async () => {
    const { code, stderr } = await redrive().ended;
    expect(code, stderr).toBe(0);
    expect(await failuresLeft()).toBe(0);
    expect(idsOf(await handledChanges(handledFile)).size).toBe(CHANGES);
    const { changes, table, notices } = await state();
    expect(changes).toHaveLength(CHANGES);
    expect(replayed(changes)).toEqual(table);
    expect(notices).toEqual([]);
  });

  test("a second one changes nothing", async () => {
    const before = await state();
    const { code, stderr } = await redrive().ended;
    expect(code, stderr).toBe(0);
    expect(await state()).toEqual(before);
  });
});
