import * as fc from "fast-check";
import { expect, test } from "vitest";
import { barOf } from "../../src/command-line/progress-bar.ts";

test("a bar has its width and is full only at the end", () => {
  fc.assert(
    fc.property(
      fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      fc.nat(80),
      (share, width) => {
        const { full, rest } = barOf(share, width);
        expect([...(full + rest)]).toHaveLength(width);
        // One of no columns is neither.
        if (width > 0) expect(full === "█".repeat(width)).toBe(share === 1);
      },
    ),
  );
});
