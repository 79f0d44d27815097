import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Lambda } from "@aws-sdk/client-lambda";
import { afterAll, describe, expect, it } from "vitest";
import { localCloudStatus, startDetached, stopDetached } from "../src/index.ts";
import { isProcess } from "../src/process/process-register.ts";
import { clientSettings, createFunction, createRole } from "./deploy.ts";
import { eventually } from "./eventually.ts";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const PORT = 14_766;
const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) {
    await stopDetached({ stateDir: folder });
    rmSync(folder, { recursive: true });
  }
});

/** A state directory with a name that asks for care. */
function stateFolder(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `a cloud's ${name} ☁ `));
  folders.push(folder);
  return folder;
}

interface Foreground {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

/** In a process group of its own, as a shell starts it. */
function foreground(...args: string[]): Foreground {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN, ...args], {
    detached: true,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const ended = once(child, "close").then(([code]) => code as number | null);
  return { child, output: () => output, ended };
}

const noted = (stateDir: string) => readdirSync(path.join(stateDir, "processes")).map(Number);
const goneAll = (pids: readonly number[]) =>
  eventually(`the end of ${pids}`, async () =>
    pids.some((pid) => isProcess(pid, "moto_server") || isProcess(pid, "node")) ? undefined : true,
  );

const STAYS = `
  import { spawn } from "node:child_process";
  export const handler = async ({ loop }) => {
    const child = spawn("node", ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" });
    child.unref();
    console.log("child", child.pid);
    if (loop) for (;;);
    return child.pid;
  };`;

describe.concurrent("a local cloud", () => {
  it("that was killed takes moto, functions and their children with it, and status says so", async () => {
    const stateDir = stateFolder("killed");
    const { endpoint, pid } = await startDetached({ stateDir, port: PORT });
    const role = await createRole(endpoint, "runner");
    await createFunction(endpoint, role, "stays", STAYS, { Timeout: 60 });
    const lambda = new Lambda(clientSettings(endpoint));
    const invoke = async (event: object) =>
      lambda.invoke({ FunctionName: "stays", Payload: JSON.stringify(event) });
    const child = Number(Buffer.from((await invoke({})).Payload ?? []).toString());
    expect(isProcess(child, "setInterval")).toBe(true);
    // A loop sees and hears nothing.
    invoke({ loop: true }).catch(() => undefined);
    const log = path.join(stateDir, "logs", "us-east-1", "stays.log");
    const children = await eventually("two children", async () => {
      const told = [...readFileSync(log, "utf8").matchAll(/child (\d+)/g)].map(([, id]) =>
        Number(id),
      );
      return told.length === 2 ? told : undefined;
    });
    const all = [...noted(stateDir), ...children];
    expect(all.length).toBeGreaterThanOrEqual(4);
    process.kill(pid, "SIGKILL");
    await goneAll(all);
    const why = `process ${pid} was killed, or the machine was switched off`;
    expect(await localCloudStatus({ stateDir })).toEqual({ running: false, why });
    expect(await stopDetached({ stateDir })).toBe(false);
    expect(await localCloudStatus({ stateDir })).toEqual({ running: false });
  });

  it("ends at Ctrl-C with all that it started, and at a second one too", async () => {
    const stateDir = stateFolder("Ctrl-C");
    const cloud = foreground("--state-dir", stateDir, "--port", String(PORT));
    await eventually("its start", async () => /local cloud at/.exec(cloud.output()) ?? undefined);
    const [moto = 0] = noted(stateDir);

    const other = foreground("--state-dir", stateDir, "--port", String(PORT));
    expect(await other.ended).toBe(3);
    expect(other.output()).toBe(
      `LOCAL_CLOUD_RUNNING: expected a state directory that is free; process ${cloud.child.pid} runs a local cloud in ${stateDir}\nStop it first, or give another --state-dir.\n`,
    );
    expect((await localCloudStatus({ stateDir })).running).toBe(true);

    const group = -(cloud.child.pid ?? 0);
    process.kill(group, "SIGINT");
    process.kill(group, "SIGINT");
    expect([0, 1]).toContain(await cloud.ended);
    expect(cloud.output()).toMatch(
      /^local cloud at [^\n]*\nstopping: SIGINT\n(ended by force: [^\n]*\n)?$/,
    );
    await goneAll([moto]);
    expect(noted(stateDir)).toEqual([]);
    expect(await localCloudStatus({ stateDir })).toEqual({ running: false });
  });

  it("says in one line what keeps it from starting", async () => {
    const stateDir = stateFolder("refused");
    const file = path.join(stateDir, "file");
    writeFileSync(file, "");
    const refused = {
      port: foreground("--state-dir", stateDir, "--port", "70000"),
      option: foreground("--prot", "1"),
      folder: foreground("--state-dir", path.join(file, "x")),
      name: foreground("--state-dir", path.join(stateDir, "x".repeat(300))),
    };
    const first = async ({ output, ended }: Foreground) => [await ended, output().split("\n")[0]];
    expect(await first(refused.port)).toEqual([
      2,
      "LOCAL_CLOUD_OPTIONS_INVALID: the local cloud's options are wrong: expected a whole number from 1 to 65535 as port; came 70000",
    ]);
    expect(await first(refused.option)).toEqual([2, expect.stringContaining("--prot")]);
    for (const one of [refused.folder, refused.name]) {
      expect(await first(one)).toEqual([
        3,
        expect.stringMatching(/^STATE_DIR_NOT_WRITABLE: .* came \//),
      ]);
      expect(one.output().trim().split("\n")).toHaveLength(2);
    }
  });

  it("started twice at once is one", async () => {
    const stateDir = stateFolder("twice");
    const both = await Promise.all([1, 2].map(() => startDetached({ stateDir, port: PORT })));
    expect(both[0]).toEqual(both[1]);
    // Stopped in its middle, it is ended by force.
    process.kill(both[0]?.pid ?? 0, "SIGSTOP");
    const [moto = 0] = noted(stateDir);
    expect(await localCloudStatus({ stateDir })).toEqual({
      running: false,
      why: `process ${both[0]?.pid} does not answer`,
      left: [both[0]?.pid, moto],
    });
    process.kill(both[0]?.pid ?? 0, "SIGCONT");
  });
});

const mayMount = process.platform === "linux" && process.getuid?.() === 0;

describe.runIf(mayMount)("a full disk", () => {
  it("refuses what needs room, hangs nothing, and is forgotten when there is room", async () => {
    const stateDir = stateFolder("full disk");
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=6m", "tmpfs", stateDir]);
    const filler = path.join(stateDir, "filler");
    try {
      const { endpoint } = await startDetached({ stateDir, port: PORT });
      const role = await createRole(endpoint, "runner");
      const lambda = new Lambda(clientSettings(endpoint));
      await createFunction(
        endpoint,
        role,
        "small",
        "export const handler = () => console.log('x')",
      );
      const run = (FunctionName: string) => lambda.invoke({ FunctionName });
      await run("small");
      fill(filler);
      const large = "export const handler = () => 1;".padEnd(100_000);
      await expect(createFunction(endpoint, role, "large", large)).rejects.toMatchObject({
        name: "ServiceUnavailable",
        message: expect.stringContaining("ENOSPC"),
      });
      await expect(lambda.getFunction({ FunctionName: "large" })).rejects.toMatchObject({
        name: "ResourceNotFoundException",
      });
      // Its log can't be written; it runs.
      expect((await run("small")).FunctionError).toBeUndefined();
      expect((await localCloudStatus({ stateDir })).running).toBe(true);
      rmSync(filler);
      await createFunction(endpoint, role, "large", large);
      expect((await run("large")).FunctionError).toBeUndefined();
    } finally {
      await stopDetached({ stateDir });
      // A process that has just ended may hold it for another moment.
      await eventually("the end of the mount", async () => {
        return spawnSync("umount", [stateDir]).status === 0 ? true : undefined;
      });
    }
  });
});

/** Takes all the room that there is. */
function fill(file: string): void {
  for (const size of [65_536, 4_096, 1]) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size), { flag: "a" });
    } catch {
      // Smaller pieces may still fit.
    }
  }
}
