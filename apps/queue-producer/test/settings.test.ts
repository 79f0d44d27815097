import { readSettings } from "@spillway/settings";
import { expect, test } from "vitest";
import { settingsSchema } from "../src/settings.ts";

const required = { QUEUE_URL: "http://127.0.0.1:4566/123456789012/buffer" };

test("the window is 900 seconds and records stay unless something else is said", () => {
  const empty = { DISTRIBUTION_WINDOW_SECONDS: "", RECORD_TTL_SECONDS: "" };
  expect(readSettings(settingsSchema, { ...required, ...empty })).toEqual({
    ...required,
    DISTRIBUTION_WINDOW_SECONDS: 900,
    RECORD_TTL_SECONDS: 0,
  });
});

test.each(["0", "45", "900"])("a window of %s seconds is taken", (window) => {
  const env = { ...required, DISTRIBUTION_WINDOW_SECONDS: window };
  expect(readSettings(settingsSchema, env).DISTRIBUTION_WINDOW_SECONDS).toBe(Number(window));
});

test.each(["901", "-1", "4.5", "soon"])("a window of %s is refused", (window) => {
  const env = { ...required, DISTRIBUTION_WINDOW_SECONDS: window };
  expect(() => readSettings(settingsSchema, env)).toThrow(
    expect.objectContaining({ code: "SETTINGS_INVALID" }),
  );
});
