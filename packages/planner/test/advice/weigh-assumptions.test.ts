import { pricesOf } from "@spillway/capacity";
import { describe, expect, it } from "vitest";
import { type PlanRequest, planWorkload, weighAssumptions } from "../../src/index.ts";
import { patternOf, tableOf, trafficOf } from "../plan-requests.ts";

const quiet = new Array<number>(110).fill(10);
const spike = new Array<number>(10).fill(400);
const request: PlanRequest = {
  workload: trafficOf(patternOf([...quiet, ...spike]), { sources: ["a pattern file"] }),
  table: tableOf(),
  prices: pricesOf("us-east-1"),
};

function weighed(rest: Partial<PlanRequest> = {}) {
  const asked = { ...request, ...rest };
  const plan = weighAssumptions(planWorkload(asked), asked);
  const about = (text: RegExp) => plan.assumptions.find((one) => text.test(one.text))?.sensitivity;
  return { plan, about };
}

describe("how far the answer moves if an assumption is wrong by a fifth", () => {
  it("lists every assumption with a source, weighed or not", () => {
    const { assumptions } = planWorkload(request);
    const texts = (listed: typeof assumptions) => listed.map(({ text }) => text);
    expect(texts(weighed().plan.assumptions)).toEqual(texts(assumptions));
    expect(assumptions.every(({ source }) => source !== "")).toBe(true);
    expect(assumptions.every(({ sensitivity }) => sensitivity === undefined)).toBe(true);
    expect(assumptions.find(({ text }) => /List prices/.test(text))?.source).toContain("us-east-1");
  });

  it("pays by the write on demand: a fifth more of them costs a fifth more", () => {
    const { plan, about } = weighed({ only: ["on-demand"] });
    const [{ monthCost }] = plan.strategies as [(typeof plan.strategies)[number]];
    const load = about(/^The load/);
    const fixedPart = monthCost.alarms;
    expect(load?.dollarsOfMonth.more).toBeCloseTo(
      (monthCost.total - fixedPart) * 1.2 + fixedPart,
      4,
    );
    expect(load?.dollarsOfMonth.less).toBeCloseTo(
      (monthCost.total - fixedPart) * 0.8 + fixedPart,
      4,
    );
    expect(load?.changesAdvice).toBe(false);
  });

  it("keeps the capacity that was recommended: more load throttles, and costs no more capacity", () => {
    const { plan, about } = weighed({ only: ["fixed"] });
    const [{ monthCost }] = plan.strategies as [(typeof plan.strategies)[number]];
    const load = about(/^The load/);
    expect(load?.throttledWrites.less).toBe(0);
    expect(load?.throttledWrites.more).toBeGreaterThan(0);
    expect(load?.dollarsOfMonth.more).toBeLessThan(monthCost.total * 1.1);
    expect(about(/^Unused provisioned/)?.throttledWrites).toMatchObject({ more: 0 });
    expect(about(/^Unused provisioned/)?.throttledWrites.less).toBeGreaterThan(0);
  });

  it("does not move by what the recommended way has nothing to do with", () => {
    const { plan, about } = weighed({ only: ["on-demand", "fixed"] });
    const best = plan.strategies.find(({ key }) => key === plan.advice.strategy);
    const other = best?.key === "fixed" ? /^On demand the table takes/ : /^Unused provisioned/;
    const { total = 0 } = best?.monthCost ?? {};
    expect(about(other)?.dollarsOfMonth).toEqual({ less: total, more: total });
  });

  it("tells how far it is, and so does planning, since long loads take seconds", () => {
    const asked: PlanRequest = { ...request, only: ["on-demand", "fixed"] };
    const told: string[] = [];
    const plan = planWorkload(asked, (done, of) => told.push(`${done} of ${of} planned`));
    expect(told).toEqual(["0 of 2 planned", "1 of 2 planned", "2 of 2 planned"]);
    const weighings: (readonly [number, number])[] = [];
    const { assumptions } = weighAssumptions(plan, asked, (done, of) => weighings.push([done, of]));
    const all = assumptions.length;
    expect(weighings).toEqual([0, ...assumptions.map((_, at) => at + 1)].map((n) => [n, all]));
  });

  it("leaves out whether another would be recommended where a load has very many steps", () => {
    const writes = new Float64Array(50_001).fill(1);
    const workload = trafficOf(patternOf(writes, { stepSeconds: 1 }));
    const { about } = weighed({ workload, only: ["on-demand"] });
    expect(about(/^The load/)).toBeDefined();
    expect(about(/^The load/)?.changesAdvice).toBeUndefined();
  });
});
