import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { whyNotHere } from "../../src/lambda-host/runtimes/runs-here.ts";
import { runtimeOf } from "../../src/lambda-host/runtimes/runtime.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "runs-here-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const elf = (machine: number) => {
  const head = Buffer.alloc(64);
  head.write("\x7fELF", "latin1");
  head.writeUInt16LE(machine, 18);
  return head;
};

it.each([
  ["a script", "#!/bin/sh\n", undefined],
  ["a program for this processor", elf(0x3e), undefined],
  ["a program for another one", elf(0xb7), "its bootstrap is built for another processor"],
  ["something else", "text", "its bootstrap is no program for Linux"],
])("says of %s whether it runs", (_what, content, why) => {
  const file = path.join(folder, "bootstrap");
  writeFileSync(file, content);
  expect(whyNotHere(file, "x64")).toEqual(why && expect.stringContaining(why));
});

it("says that there is none", () => {
  expect(whyNotHere(path.join(folder, "bootstrap"), "x64")).toContain("there is no file bootstrap");
});

it.each([
  ["nodejs22.x", "node"],
  ["python3.13", "python"],
  ["provided", "own"],
  ["provided.al2023", "own"],
  ["java21", undefined],
  ["python2.7", undefined],
  ["go1.x", undefined],
])("runs %s with %s", (name, runtime) => {
  expect(runtimeOf(name)).toBe(runtime);
});
