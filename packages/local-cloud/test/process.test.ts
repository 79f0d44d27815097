import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ClosingStack } from "../src/process/closing-stack.ts";
import { isProcess, ProcessRegister } from "../src/process/process-register.ts";
import { readState, removeState, writeState } from "../src/process/state-file.ts";
import { Turns } from "../src/sqs/turns.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "process-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe("ProcessRegister", () => {
  it("ends what is noted, and only if it is still the same program", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const exited = once(child, "exit");
    const pid = child.pid ?? 0;
    const register = new ProcessRegister(directory);
    register.add(pid, "another program");
    expect(register.endAll()).toBe(0);
    expect(isProcess(pid, "setInterval")).toBe(true);
    register.add(pid, "setInterval");
    expect(new ProcessRegister(directory).endAll()).toBe(1);
    await exited;
    expect(isProcess(pid, "setInterval")).toBe(false);
    expect(register.endAll()).toBe(0);
  });
});

describe("the state file", () => {
  const state = { pid: 1, endpoint: "http://127.0.0.1:4566", startedAt: "2026-01-01T00:00:00Z" };

  it("is read as it was written", () => {
    expect(readState(directory)).toBeUndefined();
    writeState(directory, state);
    expect(readState(directory)).toEqual(state);
    removeState(directory);
    expect(readState(directory)).toBeUndefined();
  });

  it("that is damaged counts as none", () => {
    writeFileSync(path.join(directory, "state.json"), '{"pid":');
    expect(readState(directory)).toBeUndefined();
  });
});

describe("ClosingStack", () => {
  it("closes the last first, each once, whatever fails", async () => {
    const closed: string[] = [];
    const errors: string[] = [];
    const stack = new ClosingStack((message) => errors.push(message));
    stack.add("a", () => void closed.push("a"));
    stack.add("b", () => Promise.reject(new Error("stuck")));
    stack.add("c", () => void closed.push("c"));
    expect(stack.isClosing).toBe(false);
    await Promise.all([stack.close(), stack.close()]);
    expect(closed).toEqual(["c", "a"]);
    expect(errors).toEqual(["b did not close"]);
    expect(stack.isClosing).toBe(true);
  });
});

describe("Turns", () => {
  it("lets one at a time work on a thing, in order, even after a failure", async () => {
    const turns = new Turns();
    const first = Promise.withResolvers<void>();
    const order: string[] = [];
    const a = turns.take("q", async () => {
      await first.promise;
      order.push("a");
      throw new Error("a failed");
    });
    const b = turns.take("q", async () => order.push("b"));
    await turns.take("other", async () => order.push("other"));
    first.resolve();
    await expect(a).rejects.toThrow("a failed");
    await b;
    expect(order).toEqual(["other", "a", "b"]);
  });
});
