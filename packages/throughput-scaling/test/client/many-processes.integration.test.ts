import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { scaledTable } from "../fixtures/scaled-table.ts";

const PROCESS = join(import.meta.dirname, "../fixtures/writing-process.ts");
const WAYS = ["plugin", "client", "wrapper", "plugin", "client"];

it("50 callers in 5 processes: one UpdateTable for each step, and every write is done", async () => {
  const table = await scaledTable({}, 1);
  const children = WAYS.map((WAY, place) => {
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", PROCESS], {
      env: {
        ...process.env,
        ENDPOINT: table.endpoint,
        TABLE: table.name,
        SCALING_STATE_TABLE: table.stateTable,
        CALLERS: "10",
        WRITES: "4",
        WAY,
        NAME: `process ${place}`,
      },
      stdio: ["pipe", "pipe", "inherit"],
    });
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
  });
  const next = (lines: AsyncIterator<string>) => lines.next().then(({ value }) => String(value));
  const ready = await Promise.all(children.map(({ lines }) => next(lines)));
  expect(ready).toEqual(WAYS.map(() => "ready"));
  for (const { child } of children) child.stdin.write("go\n");
  const outcomes = await Promise.all(
    children.map(async ({ child, lines }) => {
      const errors = await next(lines);
      if (child.exitCode === null) await once(child, "exit");
      return errors;
    }),
  );
  expect(outcomes).toEqual(WAYS.map(() => "[]"));
  expect(await table.countItems()).toBe(200);
  // Up to the maximum of 50 by the factor 2: none twice, and none that was refused.
  const updates = await table.updates();
  expect(updates).toEqual([[10], [20], [40], [50]].slice(0, updates.length));
  expect(updates.length).toBeGreaterThanOrEqual(3);
  await table.close();
});
