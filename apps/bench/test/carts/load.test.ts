import { pricesOf } from "@spillway/capacity";
import { readPageAssets } from "@spillway/report-page";
import { seededRandom } from "@spillway/simulator";
import fc from "fast-check";
import { expect, it } from "vitest";
import { loadPage } from "../../src/carts/load/load-page.ts";
import { shopResult } from "../../src/carts/load/load-result.ts";
import { loadText } from "../../src/carts/load/load-text.ts";
import { percentile } from "../../src/carts/load/percentile.ts";
import { shopper } from "../../src/carts/load/shopper.ts";
import { arrivals, blackFridayStages } from "../../src/carts/load/stages.ts";
import { visitOutcome } from "../../src/carts/load/visit-outcome.ts";

const PRODUCTS = ["cup", "pot", "pan"];

it("lets a shopper want what the steps before the checkout come to", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const cart = new Map<string, number>();
      for (const step of shopper(seededRandom(seed).next, PRODUCTS)) {
        if (step.action === "remove") cart.delete(step.productId);
        if (step.action === "set") cart.set(step.productId, step.quantity);
        if (step.action === "add") {
          cart.set(step.productId, (cart.get(step.productId) ?? 0) + step.quantity);
        }
        if (step.action === "check out") {
          expect(step.wanted).toEqual(cart);
          expect(cart.size).toBeGreaterThan(0);
        }
      }
    }),
  );
});

it("lets the same shopper do the same in every shop", () => {
  const steps = () => [...shopper(seededRandom(7).next, PRODUCTS)];
  expect(steps()).toEqual(steps());
});

it("lets a hundred times as many come in the last stage, evenly", () => {
  const stages = blackFridayStages(0.1, 10);
  const came = [...arrivals(stages)];
  const counts = stages.map((_, stage) => came.filter((one) => one.stage === stage).length);
  expect(counts).toEqual([8, 20, 100]);
  const times = came.map(({ atMs }) => atMs);
  expect(times).toEqual([...times].sort((one, other) => one - other));
  expect(times.at(-1)).toBeLessThan(110_000);
});

const wanted = new Map([["cup", 2]]);
const order = (id: string, quantity: number) => ({ id, lines: new Map([["cup", quantity]]) });

it.each([
  { outcome: "right", told: [order("1", 2)] },
  { outcome: "right", told: [order("1", 2), order("1", 2)] },
  { outcome: "right", told: [order("1", 2), { id: "2", lines: new Map() }] },
  { outcome: "wrong", told: [order("1", 1)] },
  { outcome: "wrong", told: [{ id: "1", lines: new Map([...wanted, ["pot", 1]]) }] },
  { outcome: "sold twice", told: [order("1", 2), order("2", 2)] },
  { outcome: "none", told: [] },
])("calls a checkout $outcome that was told of $told.length orders", ({ outcome, told }) => {
  expect(visitOutcome(wanted, told)).toBe(outcome);
});

it.each([
  { values: [30, 10, 20], share: 0.5, expected: 20 },
  { values: [30, 10, 20], share: 1, expected: 30 },
  { values: [1, 2], share: 0.5, expected: 1 },
  { values: [], share: 0.5, expected: undefined },
])("takes the nearest rank: $share of $values", ({ values, share, expected }) => {
  expect(percentile(values, share)).toBe(expected);
});

it("prints and draws what both shops did", async () => {
  const stages = blackFridayStages(0.1, 10);
  const usage = {
    ...{ writeUnits: 4_000, readUnits: 8_000, throttles: 0, apiRequests: 10_000 },
    functions: [
      { invocations: 10_000, seconds: 100, memoryMb: 1_024, architecture: "arm64" as const },
    ],
  };
  const answer = { action: "add" as const, ms: 12, status: 200, repeated: 1 };
  const record = {
    answers: [0, 2].map((stage) => ({ ...answer, stage })),
    outcomes: ["right", "sold twice", "none", "gave up"] as const,
  };
  const prices = pricesOf("us-east-1");
  const shops = (["the cart", "the seed's way"] as const).map((name) =>
    shopResult(name, stages, { ...record, outcomes: [...record.outcomes] }, usage, prices),
  );
  // Of two orders: $0.0035 of DynamoDB, $0.0033 of Lambda, $0.01 of API Gateway, times 500.
  expect(shops[0]?.orders).toBe(2);
  expect(shops[0]?.dollarsPerThousandOrders.dynamodb).toBeCloseTo(1.75, 6);
  expect(shops[0]?.dollarsPerThousandOrders.api).toBeCloseTo(5, 6);

  const text = loadText(stages, shops);
  expect(text).toContain("×10   nobody came");
  expect(text).toContain("visits: right 1, wrong 0, sold twice 1, none 1, gave up 1");
  const html = loadPage(stages, shops, "a test", await readPageAssets());
  const charts = JSON.parse(/id="report-charts">(.*?)<\/script>/s.exec(html)?.[1] ?? "[]");
  expect(charts.map(({ id }: { id: string }) => id)).toEqual(["waits-p50", "waits-p99", "dollars"]);
});
