import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { localCloudStatus, startDetached, stopDetached } from "../src/index.ts";
import { isProcess } from "../src/process/process-register.ts";
import { eventually } from "./eventually.ts";

let stateDir: string;
beforeEach(() => {
  stateDir = mkdtempSync(path.join(tmpdir(), "detached-"));
});
afterEach(async () => {
  await stopDetached({ stateDir });
  rmSync(stateDir, { recursive: true });
});

const options = () => ({ stateDir, port: 14_666 });
const childPids = () => readdirSync(path.join(stateDir, "processes")).map(Number);
const gone = (pid: number, mark: string) =>
  eventually(`the end of ${mark}`, async () => (isProcess(pid, mark) ? undefined : true));

describe("a detached local cloud", () => {
  it("starts once, says where it is, and stops with all that it started", async () => {
    expect(await localCloudStatus(options())).toEqual({ running: false });
    const started = await startDetached(options());
    expect(started).toMatchObject({ running: true, endpoint: expect.stringMatching(/^http/) });
    expect(await startDetached(options())).toEqual(started);
    expect(await localCloudStatus(options())).toEqual(started);
    const [moto = 0] = childPids();
    expect(isProcess(moto, "moto_server")).toBe(true);

    expect(await stopDetached(options())).toBe(true);
    expect(isProcess(started.pid, "main.ts")).toBe(false);
    expect(isProcess(moto, "moto_server")).toBe(false);
    expect(await localCloudStatus(options())).toEqual({ running: false });
    expect(await stopDetached(options())).toBe(false);
  });

  it("whose moto ends, ends too, and says why", async () => {
    const { pid } = await startDetached(options());
    const [moto = 0] = childPids();
    process.kill(moto, "SIGKILL");
    await gone(pid, "main.ts");
    expect(readFileSync(path.join(stateDir, "local-cloud.log"), "utf8")).toContain("moto ended");
    expect(await localCloudStatus(options())).toEqual({
      running: false,
      why: expect.stringContaining("moto ended: SIGKILL"),
    });
    const again = await startDetached(options());
    expect(again.pid).not.toBe(pid);
  });

  it("without moto does not start, and says so", async () => {
    process.env.SPILLWAY_MOTO_SERVER = "/nowhere/moto_server";
    try {
      await expect(startDetached(options())).rejects.toMatchObject({
        code: "LOCAL_CLOUD_DID_NOT_START",
        message: expect.stringContaining("MOTO_NOT_FOUND"),
      });
    } finally {
      delete process.env.SPILLWAY_MOTO_SERVER;
    }
  });
});
