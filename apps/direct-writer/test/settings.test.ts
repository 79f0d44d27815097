import { readSettings } from "@spillway/settings";
import { expect, test } from "vitest";
import { settingsSchema } from "../src/settings.ts";

const required = {
  TABLE_NAME: "spikes",
  FAILURE_QUEUE_URL: "http://127.0.0.1:4566/123456789012/failures",
};

test("has a default for all that is not required, also where it is empty", () => {
  const empty = { RECORD_TTL_SECONDS: "", WRITE_CONCURRENCY: "", MAX_ATTEMPTS: "" };
  expect(readSettings(settingsSchema, { ...required, ...empty })).toEqual({
    ...required,
    RECORD_TTL_SECONDS: 0,
    WRITE_CONCURRENCY: 5,
    MAX_ATTEMPTS: 8,
  });
});

test("reads numbers", () => {
  const numbers = { RECORD_TTL_SECONDS: "86400", WRITE_CONCURRENCY: "8", MAX_ATTEMPTS: "3" };
  expect(readSettings(settingsSchema, { ...required, ...numbers })).toMatchObject({
    RECORD_TTL_SECONDS: 86_400,
    WRITE_CONCURRENCY: 8,
    MAX_ATTEMPTS: 3,
  });
});

test.each([
  ["auto", "auto"],
  ["40", 40],
  ["250%", "250%"],
])("takes %s as the most write units", (given, units) => {
  const spillover = {
    SPILL_QUEUE_URL: "http://127.0.0.1:4566/123456789012/spillover",
    WRITE_SECONDS: "5",
    MAX_WRITE_UNITS: given,
  };
  expect(readSettings(settingsSchema, { ...required, ...spillover })).toMatchObject({
    SPILL_QUEUE_URL: spillover.SPILL_QUEUE_URL,
    WRITE_SECONDS: 5,
    MAX_WRITE_UNITS: units,
  });
});

test.each(["fast", "-5", "0", "0%", "-5%"])("refuses %s as the most write units", (given) => {
  expect(() => readSettings(settingsSchema, { ...required, MAX_WRITE_UNITS: given })).toThrow(
    expect.objectContaining({ code: "SETTINGS_INVALID" }),
  );
});
