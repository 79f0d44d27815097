import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { runSpillway, startSpillway } from "../run-spillway.ts";

// As `spillway … | head -n 1` does.
it("ends quietly when whoever reads its output has read enough", async () => {
  const { child, ended } = startSpillway(["--help"], { cwd: import.meta.dirname });
  child.stdout?.destroy();
  const { signal, stderr } = await ended;
  expect({ signal, stderr }).toEqual({ signal: null, stderr: "" });
});

it.runIf(existsSync("/dev/full"))(
  "says that the disk is full which its output goes to",
  async () => {
    const options = { cwd: import.meta.dirname, output: "/dev/full" };
    const { code, stderr } = await runSpillway(["--help"], options);
    expect(stderr).toContain("error: standard output can't be written: the disk is full\n");
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(3);
  },
);
