import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { runHere } from "../run-here.ts";
import { planFolder } from "./plan-folder.ts";

const folder = planFolder();
const RATE = ["plan", "--items", "600", "--per-second", "10", "--size", "700B"];

describe("the answer of a plan", () => {
  it("is printed for a person, and as JSON where asked for", async () => {
    const printed = await runHere(RATE);
    expect(printed.code).toBe(0);
    expect(printed.stdout).toMatch(/^\n[A-Z].*\n/);
    expect(printed.stdout).toContain("→ ");
    const { stdout } = await runHere([...RATE, "--json"]);
    const { strategies, advice, assumptions } = JSON.parse(stdout);
    expect(strategies.map(({ key }: { key: string }) => key)).toContain(advice.strategy);
    expect(advice.sentences).toHaveLength(2);
    expect(assumptions[0].sensitivity.changesAdvice).toBeTypeOf("boolean");
  });

  it("is also written as a page, and as values of Terraform's that are named as their file is", async () => {
    const html = path.join(await folder.file("a", ""), "../plan.html");
    const tfvars = path.join(path.dirname(html), "environments/orders.tfvars");
    const { code, stderr } = await runHere([...RATE, "--html", html, "--tfvars", tfvars]);
    expect(code).toBe(0);
    expect(stderr).toContain(`Page with charts: ${html}`);
    expect(readFileSync(html, "utf8")).toContain('data-chart="growth"');
    expect(readFileSync(tfvars, "utf8")).toMatch(/^environment = "orders"$/m);

    const again = await runHere([...RATE, "--tfvars", tfvars]);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain("expected a new file for the recommended values");
  });

  it("is refused before a file is read where the values would be written over another's", async () => {
    const tfvars = await folder.file("mine.tfvars", "mine");
    const source = folder.path("not-there.csv");
    const { code, stderr } = await runHere(["plan", source, "--key", "pk", "--tfvars", tfvars]);
    expect(code).toBe(2);
    expect(stderr).toContain("expected a new file for the recommended values");
    expect(readFileSync(tfvars, "utf8")).toBe("mine");
  });

  it("is one line where it can't be written", async () => {
    const file = await folder.file("b", "");
    const html = path.join(file, "plan.html");
    const { code, stderr } = await runHere([...RATE, "--html", html]);
    expect(code).toBe(2);
    expect(stderr).toContain("the answer could not be written to");
    expect(existsSync(html)).toBe(false);
  });
});
