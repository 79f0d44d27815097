import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FaultDice } from "../src/faults/fault-dice.ts";
import type { Faults } from "../src/index.ts";

describe("faults", () => {
  it.each<[Faults, string]>([
    [{ serverErrorRate: 2 }, "serverErrorRate between 0 and 1; came 2"],
    [{ dropRate: -0.1 }, "dropRate between 0 and 1; came -0.1"],
    [{ partialBatchRate: Number.NaN }, "partialBatchRate between 0 and 1; came NaN"],
    [{ latency: { minMs: 50, maxMs: 10 } }, "came 50 to 10"],
    [{ latency: { minMs: 0, maxMs: 600_001 } }, "600000 ms"],
    [{ seed: 1.5 }, "whole number; came 1.5"],
  ])("refuse %j and say what came", (faults, part) => {
    expect(() => new FaultDice(faults)).toThrow(
      expect.objectContaining({ code: "FAULTS_INVALID", message: expect.stringContaining(part) }),
    );
  });
});

describe("FaultDice", () => {
  it("draws each fault at its rate", () => {
    const dice = new FaultDice({ serverErrorRate: 0.2, dropRate: 0.5, seed: 11 });
    const plans = Array.from({ length: 5_000 }, () => dice.next());
    const share = (count: number) => count / plans.length;
    expect(share(plans.filter((plan) => plan.serverError).length)).toBeCloseTo(0.2, 1);
    expect(share(plans.filter((plan) => plan.drop === "before").length)).toBeCloseTo(0.25, 1);
    expect(share(plans.filter((plan) => plan.drop === "after").length)).toBeCloseTo(0.25, 1);
    expect(plans.every((plan) => plan.latencyMs === 0 && !plan.partialBatch)).toBe(true);
  });

  it("gives each request its fate by its place alone, whatever came before", () => {
    const faults = { latency: { minMs: 1, maxMs: 9 }, partialBatchRate: 0.5, seed: 5 };
    const plain = new FaultDice(faults);
    const choosing = new FaultDice(faults);
    for (let place = 0; place < 50; place += 1) {
      expect(choosing.next()).toEqual(plain.next());
      choosing.unprocessed(25);
    }
  });

  it("holds back at least one write of a batch and never all", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 25 }), (seed, count) => {
        const chosen = [...new FaultDice({ seed }).unprocessed(count)];
        expect(chosen.every((place) => place >= 0 && place < count)).toBe(true);
        if (count < 2) expect(chosen).toEqual([]);
        else expect(chosen.length).toBeGreaterThan(0);
        expect(chosen.length).toBeLessThan(Math.max(1, count));
      }),
    );
  });
});
