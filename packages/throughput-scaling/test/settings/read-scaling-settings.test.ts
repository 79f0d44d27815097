import { describe, expect, it } from "vitest";
import { scalingSettings, tableScaling } from "../../src/index.ts";

const DEFAULTS = {
  baseReadCapacity: 5,
  baseWriteCapacity: 5,
  maxReadCapacity: 100,
  maxWriteCapacity: 50,
  scaleUpFactor: 2,
  maxRetries: 5,
  initialRetryDelay: 1_000,
  maxRetryDelay: 30_000,
  scaleDownDelayMinutes: 10,
};

function problems(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    if (error instanceof Error && "details" in error) return error.details;
  }
  return undefined;
}

describe("settings", () => {
  it("have the documented defaults", () => {
    expect(scalingSettings({})).toEqual(DEFAULTS);
    expect(scalingSettings({ DYNAMODB_MAX_RETRIES: " " })).toEqual(DEFAULTS);
  });

  it("come from the environment", () => {
    expect(
      scalingSettings({
        DYNAMODB_BASE_READ_CAPACITY: "6",
        DYNAMODB_BASE_WRITE_CAPACITY: "7",
        DYNAMODB_MAX_READ_CAPACITY: "8",
        DYNAMODB_MAX_WRITE_CAPACITY: "9",
        DYNAMODB_SCALE_UP_FACTOR: "1.5",
        DYNAMODB_MAX_RETRIES: "0",
        DYNAMODB_INITIAL_RETRY_DELAY: "10",
        DYNAMODB_SCALE_DOWN_DELAY_MINUTES: "0.1",
      }),
    ).toEqual({
      ...DEFAULTS,
      baseReadCapacity: 6,
      baseWriteCapacity: 7,
      maxReadCapacity: 8,
      maxWriteCapacity: 9,
      scaleUpFactor: 1.5,
      maxRetries: 0,
      initialRetryDelay: 10,
      scaleDownDelayMinutes: 0.1,
    });
  });

  it("may be overridden, and what is overridden is not read", () => {
    const env = { DYNAMODB_MAX_WRITE_CAPACITY: "many", DYNAMODB_BASE_WRITE_CAPACITY: "20" };
    expect(
      scalingSettings(env, { maxWriteCapacity: 200, maxRetryDelay: 5_000, maxRetries: undefined }),
    ).toEqual({
      ...DEFAULTS,
      baseWriteCapacity: 20,
      maxWriteCapacity: 200,
      maxRetryDelay: 5_000,
    });
  });

  it("that are wrong are refused all at once, under the names that they were set by", () => {
    const env = {
      DYNAMODB_BASE_READ_CAPACITY: "500",
      DYNAMODB_BASE_WRITE_CAPACITY: "5.5",
      DYNAMODB_SCALE_UP_FACTOR: "1",
      DYNAMODB_MAX_RETRIES: "-1",
      DYNAMODB_INITIAL_RETRY_DELAY: "soon",
      DYNAMODB_SCALE_DOWN_DELAY_MINUTES: "-10",
    };
    expect(problems(() => scalingSettings(env, { maxWriteCapacity: 0 }))).toEqual({
      problems: {
        DYNAMODB_BASE_READ_CAPACITY: expect.stringContaining("which is 100"),
        DYNAMODB_BASE_WRITE_CAPACITY: expect.stringContaining('came "5.5"'),
        DYNAMODB_SCALE_UP_FACTOR: expect.stringContaining(">1"),
        DYNAMODB_MAX_RETRIES: expect.stringContaining('came "-1"'),
        DYNAMODB_INITIAL_RETRY_DELAY: expect.stringContaining('came "soon"'),
        DYNAMODB_SCALE_DOWN_DELAY_MINUTES: expect.stringContaining('came "-10"'),
        maxWriteCapacity: expect.stringContaining('came "0"'),
      },
    });
  });

  it.each([
    [{ baseWriteCapacity: 60 }, "baseWriteCapacity"],
    [{ baseWriteCapacity: 60, maxWriteCapacity: 59 }, "baseWriteCapacity"],
    [{ maxWriteCapacity: 4 }, "maxWriteCapacity"],
    [{ scaleUpFactor: Number.NaN }, "scaleUpFactor"],
    [{ initialRetryDelay: -1 }, "initialRetryDelay"],
    [{ maxRetries: 1.5 }, "maxRetries"],
    [{ scaleDownDelayMinutes: 20_161 }, "scaleDownDelayMinutes"],
  ])("of an operation are held to the same: %j", (overrides, name) => {
    expect(problems(() => scalingSettings({}, overrides))).toMatchObject({
      problems: { [name]: expect.any(String) },
    });
  });

  it("with a name that does not exist are refused", () => {
    const overrides = { maxRetries: 1, maxWriteCapcity: 200 };
    expect(() => scalingSettings({}, overrides)).toThrow(/maxWriteCapcity/);
  });
});

it("steers the table and each index within the same bounds", () => {
  expect(tableScaling(scalingSettings({}, { scaleDownDelayMinutes: 0.1 }))).toEqual({
    table: {
      base: { readUnits: 5, writeUnits: 5 },
      max: { readUnits: 100, writeUnits: 50 },
    },
    indexes: {},
    scaleUpFactor: 2,
    scaleDownDelayMs: 6_000,
  });
});
