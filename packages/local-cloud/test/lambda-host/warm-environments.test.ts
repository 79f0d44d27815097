import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DeployedFunction } from "../../src/lambda-host/deployed-function.ts";
import {
  type EnvironmentContext,
  ExecutionEnvironment,
} from "../../src/lambda-host/execution-environment.ts";
import type { RoleCredentialsSource } from "../../src/lambda-host/role-credentials.ts";
import { WarmEnvironments } from "../../src/lambda-host/warm-environments.ts";

const MINUTE = 60_000;
const stopped: string[] = [];
let started = 0;

beforeEach(() => {
  vi.useFakeTimers();
  stopped.length = 0;
  started = 0;
  vi.spyOn(ExecutionEnvironment, "start").mockImplementation(async (deployed) => {
    started += 1;
    const id = `${deployed.name}:${deployed.version} ${started}`;
    const credentials = { expiresAt: Date.now() + 60 * MINUTE };
    const stop = async () => void stopped.push(id);
    return {
      id,
      pid: started,
      deployed,
      credentials,
      usable: true,
      stop,
    } as unknown as ExecutionEnvironment;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const deployed = (name: string, version = "$LATEST", revision = "r") =>
  ({ name, version, revision, role: "role" }) as unknown as DeployedFunction;

function warmEnvironments(maxIdle = 3) {
  return new WarmEnvironments({
    credentials: { of: async () => ({}) } as unknown as RoleCredentialsSource,
    environments: {} as EnvironmentContext,
    idleMs: 5 * MINUTE,
    maxIdle,
  });
}

describe("WarmEnvironments", () => {
  it("uses the one again that was used last, for its own version and revision", async () => {
    const warm = warmEnvironments();
    const [first, second] = [await warm.take(deployed("f")), await warm.take(deployed("f"))];
    warm.giveBack(first);
    warm.giveBack(second);
    expect(await warm.take(deployed("f"))).toBe(second);
    expect(await warm.take(deployed("f", "1"))).not.toBe(first);
    expect(await warm.take(deployed("f", "$LATEST", "other"))).not.toBe(first);
    expect(stopped).toEqual(["f:$LATEST 1"]);
  });

  it("stops what is idle for five minutes", async () => {
    const warm = warmEnvironments();
    warm.giveBack(await warm.take(deployed("f")));
    await vi.advanceTimersByTimeAsync(5 * MINUTE - 1);
    expect(warm.snapshot(() => 0)).toEqual({ f: { running: 0, warm: 1, pids: [1] } });
    await vi.advanceTimersByTimeAsync(1);
    expect(stopped).toEqual(["f:$LATEST 1"]);
    expect(warm.snapshot(() => 0)).toEqual({});
  });

  it("keeps no more than so many idle, those that were used last", async () => {
    const warm = warmEnvironments(2);
    for (const name of ["a", "b", "c"]) warm.giveBack(await warm.take(deployed(name)));
    expect(stopped).toEqual(["a:$LATEST 1"]);
    warm.stopIdle("b");
    expect(stopped).toEqual(["a:$LATEST 1", "b:$LATEST 2"]);
    await warm.close();
    expect(stopped).toContain("c:$LATEST 3");
  });
});
