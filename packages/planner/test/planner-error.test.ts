import { expect, it } from "vitest";
import { plannerError } from "../src/index.ts";

it("counts what can't be planned as bad usage", () => {
  expect(plannerError("PLAN_INVALID", "expected items; came none", {}).errorClass).toBe("usage");
});
