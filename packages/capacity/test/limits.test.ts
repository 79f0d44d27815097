import { describe, expect, it } from "vitest";
import * as limits from "../src/limits.ts";

describe("limits", () => {
  it("are the ones that AWS documents", () => {
    expect({ ...limits }).toEqual({
      BATCH_WRITE_MAX_REQUESTS: 25,
      BATCH_WRITE_MAX_BYTES: 16_777_216,
      WRITE_UNIT_BYTES: 1_024,
      READ_UNIT_BYTES: 4_096,
      TRANSACTION_UNIT_FACTOR: 2,
      LOCAL_INDEX_ENTRY_BYTES: 100,
      PARTITION_WRITE_UNITS: 1_000,
      PARTITION_READ_UNITS: 3_000,
      BURST_SECONDS: 300,
      ON_DEMAND_INITIAL_WRITE_UNITS: 4_000,
      ON_DEMAND_INITIAL_READ_UNITS: 12_000,
      ON_DEMAND_GROWTH_FACTOR: 2,
      ON_DEMAND_GROWTH_MS: 1_800_000,
      DEFAULT_TABLE_UNITS: 40_000,
      DEFAULT_ACCOUNT_UNITS: 80_000,
      SQS_MAX_DELAY_SECONDS: 900,
      SQS_BATCH_MAX_MESSAGES: 10,
      SQS_MESSAGE_MAX_BYTES: 262_144,
      SQS_BATCH_MAX_BYTES: 262_144,
      SQS_REQUEST_BYTES: 65_536,
    });
  });
});
