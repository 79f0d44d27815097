import { expect, expectTypeOf, it } from "vitest";
import { errorsOf, usage, withDetails } from "../src/index.ts";

const sampleError = errorsOf({ HEADER_INVALID: usage<{ line: number }>() });

it("passes an error on with more facts, as an error of the same code and class", () => {
  const error = sampleError("HEADER_INVALID", "expected a name; came none", {
    details: { line: 1 },
    hint: "Name the column.",
  });
  const told = withDetails(error, { read: 0 });
  expect(told).toMatchObject({
    code: "HEADER_INVALID",
    errorClass: "usage",
    message: "expected a name; came none",
    hint: "Name the column.",
    details: { line: 1, read: 0 },
  });
  expect(told.cause).toBe(error);
  expectTypeOf(told.details.read).toEqualTypeOf<number>();
});
