import { expect, it } from "vitest";
import { startSpillway } from "../run-spillway.ts";

// As `spillway … | head -n 1` does.
it("ends quietly when whoever reads its output has read enough", async () => {
  const { child, ended } = startSpillway(["--help"], { cwd: import.meta.dirname });
  child.stdout?.destroy();
  const { signal, stderr } = await ended;
  expect({ signal, stderr }).toEqual({ signal: null, stderr: "" });
});
