import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./run-script.ts";

const FILES = ["packages/*/test/**/*.ts", "apps/*/test/**/*.ts", "scripts/tests/**/*.ts"];
/** As a port is written in tests: the option, or a constant of that name. */
const PORT = /\bport(?:: | = )(\d+_\d{3})\b/gi;
/** Of tests that start nothing: they look at an option's value. */
const NOTHING_STARTED = ["4_566", "70_000"];

it("gives every test file that starts a local cloud a port of its own, for several run at once", () => {
  const files = new Map<string, Set<string>>();
  for (const file of globSync(FILES, { cwd: root })) {
    for (const [, port = ""] of readFileSync(join(root, file), "utf8").matchAll(PORT)) {
      if (!NOTHING_STARTED.includes(port))
        files.set(port, (files.get(port) ?? new Set()).add(file));
    }
  }
  expect(files.size).toBeGreaterThan(20);
  const shared = [...files].filter(([, of]) => of.size > 1).map(([port, of]) => [port, ...of]);
  expect(shared).toEqual([]);
});
