import { describe, expect, it } from "vitest";
import { keysInTable, messagesIn, runSpillover } from "../spillover-run.ts";
import { sharedCloud } from "./shared-cloud.ts";

const { aws, outputs } = sharedCloud();

describe("spillover, run by hand", () => {
  it("has every key in the table, written at once or from the queue, and no failure", async () => {
    const value = outputs.spike.value.spillover;
    const { strategy, report, keys } = await runSpillover(aws, value.function_name, "by-hand");
    expect(strategy).toBe("spillover");
    expect(report.written + report.spilled).toBe(1_000);
    expect(report.spilled).toBeGreaterThan(0);
    const expected = keys.map(([pk]) => pk).toSorted();
    await expect
      .poll(() => keysInTable(aws, value.table_name, "by-hand"), {
        timeout: 180_000,
        interval: 1_000,
      })
      .toEqual(expected);
    expect(await messagesIn(aws, value.failure_queue_url)).toBe(0);
    expect(await messagesIn(aws, value.dead_letter_queue_url)).toBe(0);
  });
});
