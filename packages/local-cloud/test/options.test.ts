import path from "node:path";
import { describe, expect, it } from "vitest";
import { motoServerPath } from "../src/moto/moto-server-path.ts";
import { localCloudSettings } from "../src/options.ts";

describe("localCloudSettings", () => {
  it("has a default for everything", () => {
    expect(localCloudSettings({})).toEqual({
      port: 4_566,
      enforceAll: false,
      burstSeconds: 300,
      asynchronousRetrySeconds: 60,
      region: "us-east-1",
      stateDir: path.resolve(".spillway/local-cloud"),
    });
  });

  it.each([
    { port: 0 },
    { port: 70_000 },
    { burstSeconds: 301 },
    { burstSeconds: Number.NaN },
    { region: "mars" },
  ])("refuses %o", (options) => {
    expect(() => localCloudSettings(options)).toThrow(
      expect.objectContaining({ code: "LOCAL_CLOUD_OPTIONS_INVALID" }),
    );
  });
});

describe("motoServerPath", () => {
  const executable = process.execPath;

  it("is what SPILLWAY_MOTO_SERVER names", () => {
    expect(motoServerPath({ SPILLWAY_MOTO_SERVER: executable, PATH: "" })).toBe(executable);
  });

  it.each([
    { SPILLWAY_MOTO_SERVER: "/nowhere/moto_server" },
    { SPILLWAY_MOTO_SERVER: path.dirname(executable) },
    { PATH: "/nowhere" },
    {},
  ])("is missed with a hint in %o", (env) => {
    expect(() => motoServerPath(env)).toThrow(
      expect.objectContaining({ code: "MOTO_NOT_FOUND", hint: expect.any(String) }),
    );
  });
});
