import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise, type IConfiguration, type ICruiseResult } from "dependency-cruiser";
import { describe, expect, it } from "vitest";
import floorsFile from "../floors.json" with { type: "json" };

const root = join(import.meta.dirname, "../..");
const require = createRequire(import.meta.url);
const configuration = require("../../.dependency-cruiser.cjs") as IConfiguration;

async function violations(folders: string[], baseDir: string): Promise<string[]> {
  const result = await cruise(folders, {
    ...configuration.options,
    baseDir,
    ruleSet: { forbidden: configuration.forbidden ?? [] },
    validate: true,
  });
  const { summary } = result.output as ICruiseResult;
  expect(summary.totalCruised).toBeGreaterThan(1);
  return summary.violations.map((found) => `${found.rule.name}: ${found.from} -> ${found.to}`);
}

describe("the floor rule", () => {
  it("names every package there is", () => {
    const named = [...floorsFile.floors.flat(), ...Object.keys(floorsFile.devPackages)].sort();
    expect(named).toEqual(
      readdirSync(join(root, "packages"))
        .filter((name) => name !== "README.md")
        .sort(),
    );
  });

  it("is kept by every package and app", async () => {
    expect(await violations(["packages", "apps"], root)).toEqual([]);
  });

  it("is kept by every package.json, which pnpm resolves imports by", () => {
    const { floors, devPackages } = floorsFile;
    const allowedFor = (name: string): string[] => {
      const floor = floors.findIndex((packages) => packages.includes(name));
      return floor < 0
        ? (devPackages[name as keyof typeof devPackages] ?? [])
        : floors.slice(0, floor).flat();
    };
    for (const name of [...floors.flat(), ...Object.keys(devPackages)]) {
      const manifest = JSON.parse(
        readFileSync(join(root, "packages", name, "package.json"), "utf8"),
      ) as { dependencies?: Record<string, string> };
      const ours = Object.keys(manifest.dependencies ?? {})
        .filter((dependency) => dependency.startsWith("@spillway/"))
        .map((dependency) => dependency.replace("@spillway/", ""));
      expect(allowedFor(name), `dependencies of ${name}`).toEqual(expect.arrayContaining(ours));
    }
  });

  it.each([
    [
      "packages/item/src/index.ts",
      "packages/capacity/src/index.ts",
      "item-imports-only-lower-floors",
    ],
    [
      "packages/item/src/index.ts",
      "packages/pacing/src/index.ts",
      "item-imports-only-lower-floors",
    ],
    ["packages/capacity/src/index.ts", "packages/item/src/key.ts", "packages-are-imported-by-name"],
    ["apps/one/src/index.ts", "apps/two/src/index.ts", "apps-do-not-import-each-other"],
    ["apps/one/src/index.ts", "packages/testkit/src/index.ts", "apps-do-not-import-dev-packages"],
    [
      "apps/cli/src/command-line/terminal.ts",
      "apps/cli/src/load/load-text.ts",
      "cli-command-line-imports-only-lower-rooms",
    ],
  ])("refuses %s importing %s", async (from, to, expected) => {
    const tree = mkdtempSync(join(tmpdir(), "spillway-floors-"));
    try {
      for (const file of [from, to]) mkdirSync(join(tree, dirname(file)), { recursive: true });
      const up = "../".repeat(dirname(from).split("/").length);
      writeFileSync(join(tree, from), `import { a } from "${up}${to}";\nexport const b = a;\n`);
      writeFileSync(join(tree, to), "export const a = 1;\n");
      const folders = [...new Set([from, to].map((file) => file.split("/")[0] ?? ""))];
      expect(await violations(folders, tree)).toContainEqual(expect.stringContaining(expected));
    } finally {
      rmSync(tree, { recursive: true });
    }
  });
});
