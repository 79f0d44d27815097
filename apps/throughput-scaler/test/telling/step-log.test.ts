import { TABLE_RESOURCE } from "@spillway/capacity";
import { NOTHING_REMEMBERED, type ScalingReason } from "@spillway/throughput-scaling";
import { expect, test } from "vitest";
import { StepLog } from "../../src/telling/step-log.ts";

test("says each change, and why something stays once an hour", () => {
  const said: string[] = [];
  const logger = { info: (message: string) => void said.push(message) } as never;
  const log = new StepLog(logger, new Map());
  const MINUTE = 60_000;
  const look = (minute: number, to: number, reason: ScalingReason) => {
    said.length = 0;
    const step = { resource: TABLE_RESOURCE, access: "write", from: 20, to, reason } as const;
    log.tell("t", "unchanged", [{ ...step, because: "" }], NOTHING_REMEMBERED, minute * MINUTE);
    return said.length;
  };
  expect(look(0, 40, "consumption")).toBe(1);
  expect(look(1, 40, "consumption")).toBe(1);
  expect(look(2, 20, "decreases kept")).toBe(1);
  expect(look(3, 20, "decreases kept")).toBe(0);
  expect(look(4, 20, "decreases used up")).toBe(1);
  expect(look(63, 20, "decreases used up")).toBe(0);
  expect(look(64, 20, "decreases used up")).toBe(1);
  expect(look(65, 5, "quiet")).toBe(1);
  expect(look(66, 20, "decreases used up")).toBe(1);
});
