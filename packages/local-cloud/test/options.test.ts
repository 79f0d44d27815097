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
      updatingSeconds: 0,
      decreaseRule: "unlimited",
      asynchronousRetrySeconds: 60,
      region: "us-east-1",
      persist: undefined,
      stateDir: path.resolve(".spillway/local-cloud"),
    });
  });

  it.each([
    [{ port: 0 }, "expected a whole number from 1 to 65535 as port; came 0"],
    [{ port: 70_000 }, "expected a whole number from 1 to 65535 as port; came 70000"],
    [
      { burstSeconds: 301, region: "mars" },
      "expected a number of seconds from 0 to 300 as burstSeconds; came 301; " +
        "expected the name of a region, such as us-east-1 as region; came 'mars'",
    ],
    [
      { burstSeconds: Number.NaN },
      "expected a number of seconds from 0 to 300 as burstSeconds; came NaN",
    ],
    [
      { stateDir: "/x", persist: "/x/y" },
      "expected a folder outside of the state directory /x as persist; came /x/y",
    ],
    [
      { stateDir: "/x", persist: "/x" },
      "expected a folder outside of the state directory /x as persist; came /x",
    ],
    [
      JSON.parse('{"updatingSeconds":-1,"decreaseRule":"never"}'),
      `expected a number of seconds from 0 to 3600 as updatingSeconds; came -1; expected one of "four and one an hour", "four, then hourly", "unlimited" as decreaseRule; came 'never'`,
    ],
    [{ persist: "" }, "expected the path of a folder as persist; came ''"],
    [
      JSON.parse('{"prot":1}'),
      "expected one of port, burstSeconds, updatingSeconds, decreaseRule, region, enforceAll, asynchronousRetrySeconds, persist, stateDir; came prot",
    ],
  ])("refuses %o in one line", (options, sentences) => {
    expect(() => localCloudSettings(options)).toThrow(
      expect.objectContaining({
        code: "LOCAL_CLOUD_OPTIONS_INVALID",
        message: `the local cloud's options are wrong: ${sentences}`,
      }),
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
