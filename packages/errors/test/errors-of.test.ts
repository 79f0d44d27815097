import { describe, expect, expectTypeOf, it } from "vitest";
import {
  type CodeOf,
  data,
  environment,
  errorsOf,
  isSpillwayError,
  reasonOf,
  usage,
} from "../src/index.ts";

const sampleError = errorsOf({
  DELIMITER_INVALID: usage<{ delimiter: string }>(),
  TABLE_NOT_FOUND: environment(),
  ITEM_TOO_LARGE: data<{ bytes: number }>(),
});

describe("errorsOf", () => {
  it("gives each error the class of its code", () => {
    const details = { delimiter: ";;" };
    const error = sampleError("DELIMITER_INVALID", "expected one character; came two", { details });
    expect(isSpillwayError(error)).toBe(true);
    expect(error).toMatchObject({ code: "DELIMITER_INVALID", errorClass: "usage", details });
    expect(sampleError("TABLE_NOT_FOUND", "gone").errorClass).toBe("environment");
  });

  it("types the codes as a closed union, and the details by the code", () => {
    expectTypeOf<CodeOf<typeof sampleError>>().toEqualTypeOf<
      "DELIMITER_INVALID" | "TABLE_NOT_FOUND" | "ITEM_TOO_LARGE"
    >();
    const error: unknown = sampleError("ITEM_TOO_LARGE", "large", { details: { bytes: 1 } });
    if (!sampleError.is(error, "ITEM_TOO_LARGE")) throw new Error("not told by its code");
    expectTypeOf(error.details.bytes).toEqualTypeOf<number>();
    // @ts-expect-error a code that is not defined
    sampleError("NO_SUCH_CODE", "x");
    // @ts-expect-error details that the code must have
    sampleError("ITEM_TOO_LARGE", "x");
  });

  it("keeps hint and cause, and begins the stack where it was asked for", () => {
    const cause = new Error("socket closed");
    const error = sampleError("TABLE_NOT_FOUND", "gone", { hint: "Look again.", cause });
    expect(error).toMatchObject({ hint: "Look again.", cause });
    expect(error.stack?.split("\n")[1]).toContain("errors-of.test.ts");
  });

  it("becomes a reason without stack and cause", () => {
    const error = sampleError("TABLE_NOT_FOUND", "gone", { cause: new Error("x") });
    expect(reasonOf(error)).toEqual({ code: "TABLE_NOT_FOUND", message: "gone" });
  });
});
