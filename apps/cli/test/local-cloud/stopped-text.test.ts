import { expect, test } from "vitest";
import { stoppedText } from "../../src/local-cloud/stopped-text.ts";

test.each([
  [{}, "no local cloud is running"],
  [
    { why: "moto ended: SIGKILL" },
    "no local cloud is running; the last one ended: moto ended: SIGKILL",
  ],
  [
    { why: "process 1 was killed", left: [2, 3] },
    "no local cloud is running; the last one ended: process 1 was killed; it left 2, 3: spillway local-cloud stop ends what is left",
  ],
])("of %j status says %s", (stopped, text) => {
  expect(stoppedText({ running: false, ...stopped })).toBe(text);
});
