import { ManualClock } from "@spillway/testkit";
import { expect, test } from "vitest";
import { autoScaledBy } from "../src/auto-scaled.ts";

function asked(answer: () => string) {
  const clock = new ManualClock();
  const bodies: unknown[] = [];
  const failures: unknown[] = [];
  const sender = {
    endpoint: new URL("http://127.0.0.1"),
    send: async ({ body }: { body: string | Uint8Array }) => {
      bodies.push(JSON.parse(String(body)));
      return { status: 200, body: answer() };
    },
    destroy() {},
  };
  const isAutoScaled = autoScaledBy(
    sender,
    () => clock.now(),
    (error) => failures.push(error),
  );
  return { isAutoScaled, clock, bodies, failures };
}

test("a table is auto scaled where it or one of its indexes has a target; asked every ten minutes", async () => {
  const targets = { ScalableTargets: [{ ResourceId: "table/orders/index/byDay" }] };
  const { isAutoScaled, clock, bodies } = asked(() => JSON.stringify(targets));
  expect(await isAutoScaled("orders", ["byDay"])).toBe(true);
  expect(await isAutoScaled("orders", ["byDay"])).toBe(true);
  expect(await isAutoScaled("users", [])).toBe(false);
  expect(bodies).toEqual([
    { ServiceNamespace: "dynamodb", ResourceIds: ["table/orders", "table/orders/index/byDay"] },
    { ServiceNamespace: "dynamodb", ResourceIds: ["table/users"] },
  ]);
  await clock.advance(600_000);
  await isAutoScaled("orders", ["byDay"]);
  expect(bodies).toHaveLength(3);
});

test("who may not ask steers, and is told so once", async () => {
  const { isAutoScaled, clock, failures } = asked(() => {
    throw new Error("AccessDenied");
  });
  expect(await isAutoScaled("orders", [])).toBe(false);
  await clock.advance(600_000);
  expect(await isAutoScaled("orders", [])).toBe(false);
  expect(failures).toHaveLength(1);
});

test("who gets no answer keeps the last one, and asks again the next time", async () => {
  const targets = JSON.stringify({ ScalableTargets: [{ ResourceId: "table/orders" }] });
  let isThrottled = false;
  const { isAutoScaled, clock, bodies, failures } = asked(() => {
    if (isThrottled) throw new Error("ThrottlingException");
    return targets;
  });
  expect(await isAutoScaled("orders", [])).toBe(true);
  isThrottled = true;
  await clock.advance(600_000);
  expect(await isAutoScaled("orders", [])).toBe(true);
  expect(failures).toHaveLength(1);
  isThrottled = false;
  expect(await isAutoScaled("orders", [])).toBe(true);
  expect(bodies).toHaveLength(3);
});
