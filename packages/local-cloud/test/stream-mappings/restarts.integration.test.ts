import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StreamCloud } from "./stream-cloud.ts";

let persist: string;
beforeAll(() => {
  persist = mkdtempSync(path.join(tmpdir(), "persist-"));
  // Shards that close while the test runs.
  process.env.SPILLWAY_STREAM_SHARD_SECONDS = "4";
});
afterAll(() => {
  delete process.env.SPILLWAY_STREAM_SHARD_SECONDS;
  rmSync(persist, { recursive: true });
});

describe("mappings of streams that outlive the local cloud", () => {
  it("go on where they were, through shards that close, in order and with nothing lost", async () => {
    const options = { port: 14_830, persist };
    const seen: number[] = [];
    let streams = await StreamCloud.start(options);
    const { UUID } = await streams.map("kept", { ParallelizationFactor: 2 });
    const EventSourceArn = await streams.table("later");
    await streams.function("later");
    await streams.lambda.createEventSourceMapping({
      EventSourceArn,
      FunctionName: "later",
      StartingPosition: "LATEST",
    });
    for (let n = 1; n <= 30; n += 1) {
      await streams.put("kept", `p${n % 3}`, n);
      if (n === 10) await streams.got("kept", 10);
    }
    await streams.cloud.close();
    seen.push(...streams.batches("kept").flat());

    streams = await StreamCloud.start(options, false);
    await streams.put("later", "a", 1);
    for (let n = 31; n <= 40; n += 1) await streams.put("kept", `p${n % 3}`, n);
    await streams.got("kept", 38, 39, 40);
    await streams.got("later", 1);
    seen.push(...streams.batches("kept").flat());
    expect(await streams.lambda.getEventSourceMapping({ UUID })).toMatchObject({
      State: "Enabled",
      LastProcessingResult: "OK",
    });
    const { errors } = streams;
    await streams.close();

    // What was under way at the end may come again; nothing is missing, and new ones come in order.
    for (const partition of [0, 1, 2]) {
      const firsts = [...new Set(seen.filter((n) => n % 3 === partition))];
      const expected = Array.from({ length: 40 }, (_, index) => index + 1);
      expect(firsts).toEqual(expected.filter((n) => n % 3 === partition));
    }
    expect(errors).toEqual([]);
  });
});
