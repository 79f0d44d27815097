import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const PROGRAM = fileURLToPath(new URL("fixtures/long-json.ts", import.meta.url));

it("holds a record and a chunk, whatever the text and however long it is", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", PROGRAM]);
  const came = JSON.parse(stdout) as Record<string, { good: number; bad: number; bytes: number }>;
  expect(Object.entries(came).map(([name, { good, bad }]) => [name, good > 50_000, bad])).toEqual([
    // Each text ends too soon; words that are too long are named beside that.
    ["an answer", true, 1],
    ["a member of no use", false, 1],
    ["a string that does not end", false, 1],
    ["a bracket that does not end", false, 1],
    ["no JSON", false, 2],
    ["blanks", false, 1],
    ["damaged items", true, expect.any(Number)],
  ]);
  // The texts have 16 MB each, and the longest record 1 MB.
  for (const { bytes } of Object.values(came)) expect(bytes).toBeLessThan(12 * 1_048_576);
}, 180_000);
