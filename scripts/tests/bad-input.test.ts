import { describe, expect, it } from "vitest";
import { root, run, runScript, type ScriptResult } from "./run-script.ts";

/** One clear message on standard error, nothing on standard output, and no stack trace anywhere. */
function expectRefusal(result: ScriptResult, code: number, message: RegExp): void {
  expect(result.stderr).toMatch(message);
  expect(result.stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  expect(result.stdout).toBe("");
  expect(result.code).toBe(code);
}

describe("the scripts refuse what they can't do, in one clear message", () => {
  it.each(["deploy.sh", "destroy.sh"])("%s without an environment", async (script) => {
    expectRefusal(await runScript(script), 2, /error: no environment was named/);
  });

  it.each(["deploy.sh", "destroy.sh"])("%s with an unknown environment", async (script) => {
    const result = await runScript(script, "staging");
    expectRefusal(result, 2, /error: there is no environment 'staging'/);
    expect(result.stderr).toMatch(/Known environments: dev local prod/);
  });

  it("%s with an environment that is a path", async () => {
    expectRefusal(await runScript("deploy.sh", "../../etc"), 2, /error: there is no environment/);
  });

  it("demo.sh with a feature that there is none of", async () => {
    const result = await runScript("demo.sh", "sink");
    expectRefusal(result, 2, /error: there is no feature 'sink'/);
    expect(result.stderr).toMatch(/Known features: capture cart jobs scaling spike/);
  });

  it.each(["demo.sh", "build.sh", "test.sh", "deploy.sh", "destroy.sh"])(
    "%s with an unknown option",
    async (script) => {
      expectRefusal(
        await runScript(script, "--wat"),
        2,
        /error: unknown (argument|option|part) '--wat'/,
      );
    },
  );

  it.each(["demo.sh", "build.sh", "test.sh", "deploy.sh", "destroy.sh", "spillway"])(
    "%s --help says how it is used",
    async (script) => {
      const result = await runScript(script, "--help");
      expect(result.stdout).toMatch(/^Usage: /m);
      expect(result.code).toBe(0);
    },
  );

  it("deploy.sh on AWS without credentials", async () => {
    const credentials = /^AWS_(ACCESS|SECRET|SESSION|PROFILE|WEB|ROLE|CONTAINER)/;
    const hidden = Object.keys(process.env).filter((name) => credentials.test(name));
    const env: NodeJS.ProcessEnv = {
      HOME: "/nonexistent",
      AWS_EC2_METADATA_DISABLED: "true",
      ...Object.fromEntries(hidden.map((name) => [name, undefined])),
    };
    const result = await run(`${root}/scripts/deploy.sh`, ["dev", "--plan"], { env });
    expectRefusal(result, 3, /credentials/i);
  });
});
