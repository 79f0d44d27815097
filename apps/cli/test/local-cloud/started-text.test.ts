import { expect, test } from "vitest";
import { startedText } from "../../src/local-cloud/started-text.ts";

const startedAt = "2026-01-01T00:00:00.000Z";
const running = { running: true, endpoint: "http://127.0.0.1:4566", pid: 1, startedAt } as const;
const place = `local cloud at http://127.0.0.1:4566, process 1, since ${startedAt}`;

test("start says where it runs", () => {
  expect(startedText(running, Date.parse(startedAt) - 1)).toBe(place);
});

test("start says of one that ran already that its options are as they were", () => {
  expect(startedText(running, Date.parse(startedAt) + 1)).toBe(
    `${place}; it ran already, with the options that it was started with`,
  );
});
