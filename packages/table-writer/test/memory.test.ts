import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const PROGRAM = fileURLToPath(new URL("fixtures/outliving-bytes.ts", import.meta.url));

it("lets a record go once it is written, not only when the whole heap is collected", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", PROGRAM]);
  const { written, bytes } = JSON.parse(stdout) as { written: number; bytes: number };
  expect(written).toBe(100_000);
  // A record and what is prepared from it take about 1,000 bytes.
  expect(bytes).toBeLessThan(300);
}, 180_000);
