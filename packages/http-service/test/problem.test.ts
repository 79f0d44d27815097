import { expect, it } from "vitest";
import { PROBLEM_MEDIA_TYPE } from "../src/index.ts";

it("is a problem document of RFC 9457", () => {
  expect(PROBLEM_MEDIA_TYPE).toBe("application/problem+json");
});
