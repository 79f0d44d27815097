import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { untilSilent } from "../../src/moto/until-silent.ts";
import { ClosingStack } from "../../src/process/closing-stack.ts";
import { preparedStateDir } from "../../src/process/prepared-state-dir.ts";
import { isProcess, ProcessRegister } from "../../src/process/process-register.ts";
import { processorSeconds, secondsOfPs } from "../../src/process/processor-seconds.ts";
import {
  readEnding,
  readState,
  removeEnding,
  removeState,
  writeEnding,
  writeState,
} from "../../src/process/state-file.ts";
import { holderOf, lockStateDir } from "../../src/process/state-lock.ts";
import { Turns } from "../../src/sqs/turns.ts";
import { eventually } from "../eventually.ts";

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
    expect(register.running()).toEqual([]);
    register.add(pid, "setInterval");
    expect(new ProcessRegister(directory).endAll()).toBe(1);
    await exited;
    expect(isProcess(pid, "setInterval")).toBe(false);
    expect(register.endAll()).toBe(0);
  });

  it.runIf(process.platform === "linux")(
    "ends the children of what is noted, in their own session too",
    async () => {
      const env = { ...process.env, OF_TEST: directory };
      const forks = `const { spawn } = require("node:child_process");
      const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" });
      console.log(child.pid); setInterval(() => {}, 1000);`;
      const parent = spawn(process.execPath, ["-e", forks], { env, detached: true });
      const [told] = await once(parent.stdout.setEncoding("utf8"), "data");
      const child = Number(told);
      expect(isProcess(child, "setInterval")).toBe(true);
      const register = new ProcessRegister(directory);
      register.add(parent.pid ?? 0, "setInterval", `OF_TEST=${directory}`);
      expect(register.running()).toEqual([parent.pid]);
      expect(register.endAll()).toBe(1);
      await eventually("the child's end", async () =>
        isProcess(child, "setInterval") ? undefined : true,
      );
    },
  );
});

describe("preparedStateDir", () => {
  it("leaves nothing of an earlier local cloud, nor patches that are gone by now", async () => {
    const patch = path.join(directory, "python", "patches", "gone.py");
    mkdirSync(path.dirname(patch), { recursive: true });
    writeFileSync(patch, "");
    const closing = new ClosingStack(() => undefined);
    preparedStateDir(directory, closing);
    expect(existsSync(patch)).toBe(false);
    await closing.close();
  });
});

describe("the lock of a state directory", () => {
  const lock = () => path.join(directory, "lock");

  it("is had by one at a time, and given back", () => {
    expect(holderOf(directory)).toBeUndefined();
    const giveBack = lockStateDir(directory);
    expect(holderOf(directory)).toBe(process.pid);
    expect(() => lockStateDir(directory)).toThrow(
      expect.objectContaining({ code: "LOCAL_CLOUD_RUNNING", details: { pid: process.pid } }),
    );
    giveBack();
    expect(holderOf(directory)).toBeUndefined();
    lockStateDir(directory)();
    expect(readdirSync(directory)).toEqual([]);
  });

  it.each(["", "1\n", `${process.pid}\nanother program`])(
    "that a dead one left, %j, is taken over",
    (left) => {
      writeFileSync(lock(), left);
      expect(holderOf(directory)).toBeUndefined();
      lockStateDir(directory);
      expect(holderOf(directory)).toBe(process.pid);
    },
  );
});

describe("untilSilent", () => {
  /** How often one is asked that answers so, and has had so many seconds of a processor by then. */
  async function asked(answers: readonly boolean[], seconds: readonly number[] = []) {
    let count = 0;
    await untilSilent({
      answers: async () => answers[count++] ?? false,
      processorSeconds: () => seconds[count] ?? seconds.at(-1),
      sleep: async () => undefined,
    });
    return count;
  }

  it("settles after three times in a row without an answer", async () => {
    expect(await asked([true, false, false, true, false, false, false, true])).toBe(7);
    expect(await asked([], [7])).toBe(3);
  });

  it("waits longer for one that works, and not for ever", async () => {
    expect(await asked([], [0, 2, 4, 6, 6.1, 6.1, 6.1])).toBe(6);
    expect(
      await asked(
        [],
        Array.from({ length: 99 }, (_, n) => n),
      ),
    ).toBe(30);
  });
});

describe("processorSeconds", () => {
  it("grows with what a process does, and is undefined of one that is gone", () => {
    const before = processorSeconds(process.pid) ?? Number.NaN;
    for (const until = process.cpuUsage().user + 100_000; process.cpuUsage().user < until; );
    expect(processorSeconds(process.pid)).toBeGreaterThan(before);
    expect(processorSeconds(2 ** 30)).toBeUndefined();
  });

  it.each([
    ["   0:01.25", 1.25],
    ["62:03.00", 3_723],
    ["1-02:03:04", 93_784],
  ])("reads what ps says: %s", (text, seconds) => {
    expect(secondsOfPs(text)).toBe(seconds);
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

  it("has beside it why the last one ended", () => {
    const ending = { at: "2026-01-01T00:00:00Z", why: "moto ended: SIGKILL" };
    expect(readEnding(directory)).toBeUndefined();
    writeEnding(directory, ending);
    expect(readEnding(directory)).toEqual(ending);
    removeEnding(directory);
    expect(readEnding(directory)).toBeUndefined();
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
