import { describe, expect, it } from "vitest";
import { fixed, onDemand, simulate } from "../src/index.ts";
import { minutesOf, tableOf } from "./tables.ts";

describe("what can't be simulated", () => {
  const table = tableOf(10);
  it.each([
    ["no steps", { table, load: { pattern: minutesOf() }, policy: fixed() }],
    ["writes below 0", { table, load: { pattern: minutesOf(1, -1) }, policy: fixed() }],
    [
      "a table of less than no units",
      { table: tableOf(-5), load: { pattern: minutesOf(1) }, policy: fixed() },
    ],
    [
      "a write of less than no units",
      { table, load: { pattern: minutesOf(1), indexWriteUnits: { byCity: -1 } }, policy: fixed() },
    ],
    [
      "a burst below 0",
      { table, load: { pattern: minutesOf(1) }, policy: fixed(), burstSeconds: -1 },
    ],
    ["no number", { table, load: { pattern: minutesOf(Number.NaN) }, policy: fixed() }],
    [
      "parts of seconds",
      { table, load: { pattern: { ...minutesOf(1), stepSeconds: 0.5 } }, policy: fixed() },
    ],
    [
      "another mode than the policy's",
      { table, load: { pattern: minutesOf(1) }, policy: onDemand() },
    ],
    [
      "shares above all",
      {
        table,
        load: { pattern: minutesOf(1), hotKeys: [{ share: 0.6 }, { share: 0.6 }] },
        policy: fixed(),
      },
    ],
  ])("is refused: %s", (_, options) => {
    expect(() => simulate(options)).toThrow(
      expect.objectContaining({ code: "SIMULATION_INVALID" }),
    );
  });
});
