import { describe, expect, it } from "vitest";
import { Concurrency } from "../../src/lambda-host/concurrency.ts";

describe("Concurrency", () => {
  it("holds a function to its reservation", () => {
    const concurrency = new Concurrency();
    expect(concurrency.enter("f", 1)).toBeUndefined();
    expect(concurrency.enter("f", 1)).toBe("ReservedFunctionConcurrentInvocationLimitExceeded");
    concurrency.leave("f");
    expect(concurrency.enter("f", 1)).toBeUndefined();
  });

  it("lets nothing run that reserves zero", () => {
    expect(new Concurrency().enter("f", 0)).toBe(
      "ReservedFunctionConcurrentInvocationLimitExceeded",
    );
  });

  it("holds functions without a reservation to what the account has left", () => {
    const concurrency = new Concurrency(3);
    concurrency.enter("reserved", 2);
    expect(concurrency.enter("f", undefined)).toBeUndefined();
    expect(concurrency.enter("g", undefined)).toBe("ConcurrentInvocationLimitExceeded");
    // The reservation stays available, whatever the others do.
    expect(concurrency.enter("reserved", 2)).toBeUndefined();
    concurrency.leave("f");
    expect(concurrency.enter("g", undefined)).toBeUndefined();
  });

  it("gives a reservation back when it ends", () => {
    const concurrency = new Concurrency(1);
    concurrency.enter("f", 1);
    concurrency.leave("f");
    expect(concurrency.enter("g", undefined)).toBe("ConcurrentInvocationLimitExceeded");
    concurrency.forget("f");
    expect(concurrency.enter("g", undefined)).toBeUndefined();
    expect(concurrency.runningOf("g")).toBe(1);
  });
});
