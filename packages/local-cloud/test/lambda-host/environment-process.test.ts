import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { EnvironmentProcess } from "../../src/lambda-host/environment-process.ts";
import { isProcess } from "../../src/process/process-register.ts";
import { eventually } from "../eventually.ts";

const FORKS = 'sleep 600 & echo $!; [ "$1" = stays ] && sleep 500; exit 7';

/** A shell that leaves a sleep behind; gives it and the sleep's id. */
async function started(how: string) {
  const lines: string[] = [];
  const shell = new EnvironmentProcess({
    command: "/bin/sh",
    args: ["-c", FORKS, "sh", how],
    cwd: "/",
    env: { PATH: process.env.PATH ?? "" },
    onLine: (line) => lines.push(line),
  });
  return {
    shell,
    sleep: () => eventually("the fork", async () => (lines[0] ? Number(lines[0]) : undefined)),
  };
}

const gone = (pid: number) =>
  eventually(`the end of ${pid}`, async () => (isProcess(pid, "sleep") ? undefined : true));

describe("EnvironmentProcess", () => {
  it("ends what was forked when its process ends, and says how", async () => {
    const { shell, sleep } = await started("ends");
    expect(await shell.exited).toBe("exit status 7");
    await gone(await sleep());
  });

  it("ends what was forked when it is stopped", async () => {
    const { shell, sleep } = await started("stays");
    const pid = await sleep();
    await expect.poll(() => isProcess(pid, "sleep")).toBe(true);
    await shell.stop();
    expect(await shell.exited).toBe("signal: SIGKILL");
    await gone(pid);
  });

  it("says what could not be started", async () => {
    const shell = new EnvironmentProcess({
      command: "/nowhere",
      args: [],
      cwd: "/",
      env: {},
      onLine: () => undefined,
    });
    expect(await shell.exited).toMatch(/exit status 12[67]/);
  });

  it.runIf(existsSync("/proc"))("ends all when the host is killed", async () => {
    const module = fileURLToPath(
      new URL("../../src/lambda-host/environment-process.ts", import.meta.url),
    );
    const host = spawn(
      process.execPath,
      [
        "--input-type=module",
        "-e",
        `import { EnvironmentProcess } from ${JSON.stringify(module)};
         new EnvironmentProcess({ command: "/bin/sh", args: ["-c", ${JSON.stringify(FORKS)}, "sh", "stays"],
           cwd: "/", env: process.env, onLine: (line) => console.log(line) });`,
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    let text = "";
    host.stdout.setEncoding("utf8").on("data", (more: string) => {
      text += more;
    });
    const pid = await eventually(
      "the fork",
      async () => Number(/^(\d+)\n/.exec(text)?.[1]) || undefined,
    );
    host.kill("SIGKILL");
    await gone(pid);
  });
});
