import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runHere } from "../run-here.ts";
import { startSpillway } from "../run-spillway.ts";

let stateDir: string;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), "logs-"));
});
afterEach(() => rmSync(stateDir, { recursive: true }));

function written(region: string, name: string, lines: readonly string[]): string {
  mkdirSync(join(stateDir, "logs", region), { recursive: true });
  const file = join(stateDir, "logs", region, `${name}.log`);
  writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
  return file;
}

const run = (...args: readonly string[]) =>
  runHere(["local-cloud", "logs", "--state-dir", stateDir, ...args]);
const AT = "2026-01-01T00:00:00.000Z";

describe("spillway local-cloud logs", () => {
  test("prints the last lines of a function, when no local cloud runs too", async () => {
    written("us-east-1", "orders", [`${AT} one`, `${AT} two`, `${AT} three`]);
    const all = await run("orders");
    expect(all).toMatchObject({ code: 0, stdout: `${AT} one\n${AT} two\n${AT} three\n` });
    expect(await run("orders", "--lines", "1")).toMatchObject({ stdout: `${AT} three\n` });
    const json = await run("orders", "--lines", "1", "--json");
    expect(JSON.parse(json.stdout)).toEqual({ at: AT, text: "three" });
  });

  test("--since leaves out what is older", async () => {
    written("us-east-1", "orders", [`${AT} long ago`, `${new Date().toISOString()} just now`]);
    const { stdout } = await run("orders", "--since", "5m");
    expect(stdout).toMatch(/^\S+ just now\n$/);
    expect(await run("orders", "--since", "soon")).toMatchObject({ code: 2 });
  });

  test("--region tells functions of one name apart", async () => {
    written("us-east-1", "orders", [`${AT} here`]);
    written("eu-west-1", "orders", [`${AT} there`]);
    expect(await run("orders", "--region", "eu-west-1")).toMatchObject({ stdout: `${AT} there\n` });
    const both = await run("orders");
    expect(both.code).toBe(2);
    expect(both.stderr).toContain("Say which with --region eu-west-1.");
  });

  test("an unknown function: what there is, and what was meant", async () => {
    written("us-east-1", "orders-consumer", []);
    const { code, stderr } = await run("order-consumer");
    expect(code).toBe(2);
    expect(stderr).toContain("expected one of orders-consumer; came order-consumer");
    expect(stderr).toContain("Did you mean orders-consumer?");
  });

  test("--follow goes on until Ctrl-C, which ends it with 0", async () => {
    const file = written("us-east-1", "orders", [`${AT} before`]);
    const args = ["local-cloud", "logs", "orders", "--follow", "--state-dir", stateDir];
    const { child, ended } = startSpillway(args, { cwd: stateDir });
    let seen = "";
    child.stdout?.on("data", (chunk) => {
      if (seen === "") appendFileSync(file, `${AT} after\n`);
      seen += chunk;
      if (seen.includes("after")) child.kill("SIGINT");
    });
    expect(await ended).toMatchObject({ code: 0, stdout: `${AT} before\n${AT} after\n` });
  });
});
