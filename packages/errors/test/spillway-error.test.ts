import { describe, expect, it } from "vitest";
import { isSpillwayError } from "../src/index.ts";
import { SpillwayError } from "../src/spillway-error.ts";

describe("SpillwayError", () => {
  it("carries its code, hint, details and cause", () => {
    const cause = new Error("socket closed");
    const error = new SpillwayError("ENDPOINT_UNREACHABLE", "no answer", "environment", {
      cause,
      hint: "Is it running?",
      details: { endpoint: "http://localhost:1" },
    });
    expect(error).toMatchObject({
      name: "SpillwayError",
      code: "ENDPOINT_UNREACHABLE",
      message: "no answer",
      errorClass: "environment",
      hint: "Is it running?",
      details: { endpoint: "http://localhost:1" },
      cause,
    });
  });

  it("is told from other errors, and by its code", () => {
    const error = new SpillwayError("A", "a", "data");
    expect(isSpillwayError(error)).toBe(true);
    expect(isSpillwayError(error, "A")).toBe(true);
    expect(isSpillwayError(error, "B")).toBe(false);
    expect(isSpillwayError(new Error("a"))).toBe(false);
  });
});
