import { expect, test } from "vitest";
import * as z from "zod";
import { readEvent } from "../src/index.ts";

const schema = z.object({ run: z.string().optional(), returnKeys: z.boolean().optional() });

test.each([
  { event: { run: "r1", source: "aws.events" }, read: { run: "r1" } },
  { event: {}, read: {} },
  { event: null, read: {} },
  { event: undefined, read: {} },
])("$event is read as $read", ({ event, read }) => {
  expect(readEvent(schema, event)).toEqual(read);
});

test("an event that does not fit is refused with every problem", () => {
  expect(() => readEvent(schema, { run: 1, returnKeys: "yes" })).toThrow(
    expect.objectContaining({
      code: "EVENT_INVALID",
      message: expect.stringMatching(/run[\s\S]*returnKeys/),
    }),
  );
  expect(() => readEvent(schema, "r1")).toThrow(expect.objectContaining({ code: "EVENT_INVALID" }));
});
