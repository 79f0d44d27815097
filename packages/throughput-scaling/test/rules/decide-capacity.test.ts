import { TABLE_RESOURCE } from "@spillway/capacity";
import { describe, expect, it } from "vitest";
import {
  decideCapacity,
  NOTHING_REMEMBERED,
  type ScalingMemory,
  type TableScaling,
} from "../../src/index.ts";
import { SCALING, steady, type Use, viewOf } from "./views.ts";

interface Case {
  readonly what: string;
  readonly uses: readonly Use[];
  readonly write?: number;
  readonly scaling?: Partial<TableScaling>;
  readonly memory?: ScalingMemory;
  readonly isUpdating?: boolean;
  readonly expected?: number;
  /** The write units that are set, and why; undefined: nothing is done and nothing is said. */
  readonly to?: number;
  readonly reason?: string;
  readonly because?: string;
}

const cases: readonly Case[] = [
  { what: "use below the target", uses: steady(27.5), write: 40 },
  { what: "use at the target", uses: steady(28), write: 40 },
  {
    what: "use above the target for two minutes",
    uses: [...steady(20), { write: 35 }, { write: 36 }],
    write: 40,
    to: 50,
    reason: "consumption",
    because:
      "35 of 40 write units a second were used for two minutes (88 %), the target is 70 %: 50 are needed.",
  },
];

describe("the decision from minutes of metrics", () => {
  it.each(cases)("$what", ({ uses, write = 5, scaling, memory, isUpdating, expected, ...then }) => {
    const view = viewOf(uses, {
      provisioned: { writeUnits: write },
      ...(isUpdating !== undefined && { isUpdating }),
    });
    const decision = decideCapacity(
      { ...SCALING, ...scaling },
      view,
      memory ?? NOTHING_REMEMBERED,
      expected === undefined ? undefined : (_, access) => (access === "write" ? expected : 0),
    );
    const steps = decision.steps.map(({ to, reason, because }) => ({ to, reason, because }));
    expect(steps).toEqual(
      then.reason === undefined
        ? []
        : [{ to: then.to, reason: then.reason, because: then.because ?? expect.any(String) }],
    );
    expect(decision.requests).toEqual(
      then.to === undefined || then.to === write
        ? []
        : [{ changes: [{ resource: TABLE_RESOURCE, to: { readUnits: 5, writeUnits: then.to } }] }],
    );
  });
});
