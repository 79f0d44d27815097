import { accessSync, constants, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { releaseRefusal } from "../package/check-release.ts";
import { root, run, runScript } from "./run-script.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const WORKFLOWS = [".github/workflows/ci.yml", ".github/workflows/publish.yml"];

interface Step {
  readonly run?: string;
}

describe("a workflow", () => {
  it.each(WORKFLOWS)("calls scripts that are there and may be run: %s", (path) => {
    const jobs: Record<string, { readonly steps: readonly Step[] }> = parse(read(path)).jobs;
    const lines = Object.values(jobs).flatMap(({ steps }) => steps.map((step) => step.run ?? ""));
    const scripts = lines.flatMap((line) => line.match(/(?:\.\/)?scripts\/\S+/g) ?? []);
    expect(scripts).not.toEqual([]);
    for (const script of scripts) {
      accessSync(join(root, script), script.startsWith("./") ? constants.X_OK : constants.R_OK);
    }
  });
});

describe("publishing", () => {
  const workflow = parse(read(".github/workflows/publish.yml"));
  const { publish } = workflow.jobs;

  it("begins by a tag alone, and only where a person has switched it on", () => {
    expect(workflow.on).toEqual({ push: { tags: ["v*"] } });
    expect(publish.if).toBe("vars.NPM_PUBLISH == 'true'");
    expect(publish.environment).toBe("npm");
  });

  it("has the right to say who publishes, and no other", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    expect(publish.permissions).toEqual({ contents: "read", "id-token": "write" });
  });

  it("checks the tag, tests and builds before it publishes", () => {
    const lines = publish.steps.map((step: Step) => step.run).filter(Boolean);
    expect(lines).toEqual([
      'node scripts/package/check-release.ts "$GITHUB_REF_NAME"',
      "./scripts/test.sh",
      "./scripts/build.sh",
      "./scripts/package/publish.sh",
    ]);
  });

  it("refuses a tag that is not the command's version", async () => {
    const { code, stderr } = await run(process.execPath, [
      "scripts/package/check-release.ts",
      "v0.0.0",
    ]);
    const { version } = JSON.parse(read("apps/cli/package.json"));
    expect(stderr).toContain(`expected the tag v${version}`);
    expect(stderr).toContain("came v0.0.0");
    expect(code).toBe(1);
  });

  it.each<[string, string, RegExp | undefined]>([
    ["v1.2.0", "# Changelog\n\n## 1.2.0\n", undefined],
    ["v1.2.0", "## 1.2.0 – 2026-03-01\n", undefined],
    ["1.2.0", "## 1.2.0\n", /expected the tag v1\.2\.0.*came 1\.2\.0/],
    ["v1.2.0-rc.1", "## 1.2.0\n", /came v1\.2\.0-rc\.1/],
    ["", "## 1.2.0\n", /came none/],
    ["v1.2.0", "## Unreleased\n\n## 1.2.0-rc.1\n", /expected a section "## 1\.2\.0"/],
  ])("of the tag %s with version 1.2.0 and changes %j", (tag, changes, refusal) => {
    const facts = { version: "1.2.0", repository: "github:owner/name" };
    const said = releaseRefusal(tag, facts, changes);
    if (refusal === undefined) expect(said).toBeUndefined();
    else expect(said).toMatch(refusal);
  });

  it("refuses packages that do not say where their sources are", () => {
    const said = releaseRefusal("v1.2.0", { version: "1.2.0" }, "## 1.2.0\n");
    expect(said).toContain('expected "repository"');
  });

  it("refuses an argument that it does not know", async () => {
    const { code, stderr } = await runScript("package/publish.sh", "--now");
    expect(stderr).toContain("unknown argument '--now'");
    expect(code).toBe(2);
  });
});
