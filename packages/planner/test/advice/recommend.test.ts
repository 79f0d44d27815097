import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recommend } from "../../src/advice/recommend.ts";
import { STRATEGIES } from "../../src/index.ts";
import { strategyOf } from "./made-plans.ts";

const WITHIN = 900;
const bestOf = (
  strategies: Parameters<typeof recommend>[0],
  kind: "traffic" | "bulk" = "traffic",
) => recommend(strategies, kind, WITHIN).best.key;

describe("what is recommended", () => {
  it.each([
    {
      what: "the cheapest of those that write all",
      strategies: [strategyOf("on-demand", 200), strategyOf("buffered", 50)],
      best: "buffered",
    },
    {
      what: "nothing that loses a write, however cheap",
      strategies: [strategyOf("on-demand", 200), strategyOf("auto-scaling", 5, { lostWrites: 1 })],
      best: "on-demand",
    },
    {
      what: "nothing that leaves writes waiting at the end",
      strategies: [strategyOf("on-demand", 200), strategyOf("buffered", 5, { waitingWrites: 3 })],
      best: "on-demand",
    },
    {
      what: "nothing with a write that is later than it may be",
      strategies: [
        strategyOf("on-demand", 200),
        strategyOf("buffered", 5, { worstDelaySeconds: 901 }),
      ],
      best: "on-demand",
    },
    {
      what: "what is as late as it may be",
      strategies: [
        strategyOf("on-demand", 200),
        strategyOf("buffered", 5, { worstDelaySeconds: 900 }),
      ],
      best: "buffered",
    },
    {
      what: "what refuses writes that are all done later",
      strategies: [
        strategyOf("on-demand", 200),
        strategyOf("auto-scaling", 50, { throttledWrites: 40, worstDelaySeconds: 120 }),
      ],
      best: "auto-scaling",
    },
    {
      what: "the simpler within 5 % of the cheapest",
      strategies: [strategyOf("fixed", 104), strategyOf("scaler", 100)],
      best: "fixed",
    },
    {
      what: "the cheapest where the simpler costs more than that",
      strategies: [strategyOf("fixed", 106), strategyOf("scaler", 100)],
      best: "scaler",
    },
    {
      what: "of ways that all lose writes the one that loses the fewest",
      strategies: [
        strategyOf("on-demand", 5, { lostWrites: 40 }),
        strategyOf("fixed", 50, { lostWrites: 7 }),
      ],
      best: "fixed",
    },
    {
      what: "of ways that are all late the one that is the least so",
      strategies: [
        strategyOf("buffered", 5, { worstDelaySeconds: 2_000 }),
        strategyOf("spillover", 50, { worstDelaySeconds: 1_000 }),
      ],
      best: "spillover",
    },
  ])("is $what", ({ strategies, best }) => {
    expect(bestOf(strategies)).toBe(best);
  });

  it("is for a file what writes it in time, so never an import, of which nobody knows", () => {
    const inTime = strategyOf("fixed", 90, { completeSeconds: 800 });
    const late = strategyOf("on-demand", 50, { completeSeconds: 901 });
    const imported = strategyOf("import", 1, { completeSeconds: null });
    expect(bestOf([inTime, late, imported], "bulk")).toBe("fixed");
    expect(bestOf([imported], "bulk")).toBe("import");
  });

  it("never loses a write where another way loses none, and costs 5 % more at most than the cheapest such", () => {
    const plans = fc.uniqueArray(
      fc.record({
        key: fc.constantFrom(...STRATEGIES),
        month: fc.double({ min: 0.01, max: 1e5, noNaN: true }),
        lostWrites: fc.constantFrom(0, 0, 5),
      }),
      { minLength: 1, selector: ({ key }) => key },
    );
    fc.assert(
      fc.property(plans, (made) => {
        const strategies = made.map(({ key, month, lostWrites }) =>
          strategyOf(key, month, { lostWrites }),
        );
        const { best, keepsAll } = recommend(strategies, "traffic", WITHIN);
        const whole = strategies.filter(({ lostWrites }) => lostWrites === 0);
        expect(keepsAll).toBe(whole.length > 0);
        if (whole.length === 0) return;
        expect(best.lostWrites).toBe(0);
        const cheapest = Math.min(...whole.map(({ monthCost }) => monthCost.total));
        expect(best.monthCost.total).toBeLessThanOrEqual(cheapest * 1.05);
      }),
    );
  });
});
