import { ConditionalCheckFailedException, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { NO_EFFORT } from "@spillway/load";
import { ManualClock } from "@spillway/testkit";
import { describe, expect, it } from "vitest";
import { newChunk } from "../../src/chunk/chunk-state.ts";
import { ChunkOwner } from "../../src/work/chunk/chunk-owner.ts";

const claimed = {
  ...newChunk({ chunk: 4, source: 0, start: 100, end: 900, expires_at: 0 }),
  ...{ attempt: 2, lease_until: 20_000, stalls: 10 },
};
const checkpoint = {
  ...({ version: 1, startedAt: "2026-11-28T12:00:00Z", savedAt: "2026-11-28T12:00:01Z" } as const),
  ...{ load: { table: "users" }, next: 7, byte: 300, effort: NO_EFFORT, rejects: null },
  counts: { written: 6, deduplicated: 0, rejected: 1, failed: 0, spilled: 0 },
};

function world(answer: (request: number) => Error | undefined) {
  const clock = new ManualClock();
  const hidden: number[] = [];
  let requests = 0;
  const send = async () => {
    requests += 1;
    const error = answer(requests);
    if (error !== undefined) throw error;
    return {};
  };
  const owner = new ChunkOwner({
    table: { client: async () => ({ send }) as unknown as DynamoDBClient, name: "jobs" },
    ...{ job: "1", chunk: claimed, startedAt: checkpoint.startedAt, parts: () => 1 },
    delivery: { hide: async (seconds) => void hidden.push(seconds) },
    ...{ clock, random: () => 0.5 },
  });
  return { clock, hidden, owner, requests: () => requests };
}

const throttled = () => Object.assign(new Error("slow"), { name: "ThrottlingException" });
const taken = () => new ConditionalCheckFailedException({ message: "no", $metadata: {} });

describe("the owner of a chunk", () => {
  it("has nothing to go on with at first, and later what was saved", async () => {
    const { owner } = world(() => undefined);
    expect(await owner.read()).toBeUndefined();
    await owner.save(checkpoint);
    expect(await owner.read()).toEqual({ ...checkpoint, savedAt: checkpoint.startedAt });
    expect(owner.chunk).toMatchObject({
      ...{ at: 300, records: 7, stalls: 0, segments: [{ attempt: 2, parts: 1, next: 7 }] },
    });
  });

  it("renews its lease, and hides its message now and then", async () => {
    const { owner, clock, hidden } = world(() => undefined);
    for (const _ of [1, 2, 3, 4, 5]) {
      await clock.advance(4_000);
      await owner.touch();
    }
    expect(owner.chunk.lease_until).toBe(40_000);
    expect(hidden).toEqual([30, 30]);
  });

  it("stops once another has the chunk", async () => {
    const { owner } = world(taken);
    await expect(owner.save(checkpoint)).rejects.toMatchObject({ code: "CHUNK_TAKEN_OVER" });
  });

  it("tries again while its lease lasts, and not longer", async () => {
    const soon = world((request) => (request < 3 ? throttled() : undefined));
    await soon.clock.run(soon.owner.touch());
    expect(soon.requests()).toBe(3);
    const never = world(throttled);
    await expect(never.clock.run(never.owner.touch())).rejects.toMatchObject({
      ...{ code: "CHUNK_TAKEN_OVER" },
    });
    expect(never.clock.now()).toBeLessThan(claimed.lease_until);
  });

  it("keeps its lease while it does other work", async () => {
    const { owner, clock } = world(() => undefined);
    const answer = await clock.run(owner.whileHeld(() => clock.sleep(60_000).then(() => "done")));
    expect(answer).toBe("done");
    expect(owner.chunk.lease_until).toBeGreaterThan(70_000);
  });
});
