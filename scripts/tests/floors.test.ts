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
const below: readonly string[] = floorsFile.below;
const floors: readonly (readonly string[])[] = floorsFile.floors;
const devPackages: Readonly<Record<string, readonly string[]>> = floorsFile.devPackages;
const devNames = Object.keys(devPackages);

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

function namesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** Our packages that a package.json names. */
function oursOf(folder: string, kind: "dependencies" | "devDependencies"): readonly string[] {
  const manifest: Partial<Record<typeof kind, Record<string, string>>> = JSON.parse(
    readFileSync(join(root, folder, "package.json"), "utf8"),
  );
  return Object.keys(manifest[kind] ?? {})
    .filter((dependency) => dependency.startsWith("@spillway/"))
    .map((dependency) => dependency.replace("@spillway/", ""));
}

function allowedFor(name: string): readonly string[] {
  const floor = floors.findIndex((packages) => packages.includes(name));
  if (floor >= 0) return [...below, ...floors.slice(0, floor).flat()];
  return devPackages[name] ?? [];
}

/** What an app may import: every package, and of dev packages and apps what it is known for. */
function allowedForApp(name: string): readonly string[] {
  const shipped = [...below, ...floors.flat()];
  if (name === "cli") return [...shipped, ...devNames.filter((dev) => dev !== "testkit")];
  if (name === "bench") return [...shipped, ...devNames, "cli"];
  return shipped;
}

describe("the floor rule", () => {
  it("names every package there is", () => {
    expect([...below, ...floors.flat(), ...devNames].sort()).toEqual(
      [...namesIn("packages")].sort(),
    );
  });

  it("names every room of the command line but the commands, which may import all", () => {
    const named = (configuration.forbidden ?? []).map(({ name }) => name);
    const rooms = namesIn("apps/cli/src").filter((room) => room !== "commands");
    expect(named).toEqual(
      expect.arrayContaining(rooms.map((room) => `cli-${room}-imports-only-lower-rooms`)),
    );
  });

  it("is kept by every package and app, their tests too", async () => {
    expect(await violations(["packages", "apps"], root)).toEqual([]);
  });

  it.each([
    ...namesIn("packages").map((name) => ({
      folder: `packages/${name}`,
      allowed: allowedFor(name),
    })),
    ...namesIn("apps").map((name) => ({ folder: `apps/${name}`, allowed: allowedForApp(name) })),
  ])("is kept by $folder/package.json, which pnpm resolves imports by", ({ folder, allowed }) => {
    expect(allowed).toEqual(expect.arrayContaining([...oursOf(folder, "dependencies")]));
    expect([...allowed, ...devNames]).toEqual(
      expect.arrayContaining([...oursOf(folder, "devDependencies")]),
    );
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
    [
      "packages/item/src/index.ts",
      "packages/testkit/src/index.ts",
      "item-imports-only-lower-floors",
    ],
    [
      "packages/item/bench/bench.ts",
      "packages/records/src/index.ts",
      "item-imports-only-lower-floors",
    ],
    [
      "packages/item/test/a.test.ts",
      "packages/records/src/index.ts",
      "tests-of-item-imports-only-lower-floors",
    ],
    ["packages/item/src/index.ts", "apps/cli/src/program.ts", "item-imports-only-lower-floors"],
    [
      "packages/testkit/test/a.test.ts",
      "packages/records/src/index.ts",
      "tests-of-testkit-imports-only-what-it-may",
    ],
    ["packages/capacity/src/index.ts", "packages/item/src/key.ts", "packages-are-imported-by-name"],
    [
      "packages/capacity/test/a.test.ts",
      "packages/item/src/key.ts",
      "packages-are-imported-by-name",
    ],
    ["apps/one/src/index.ts", "apps/two/src/index.ts", "apps-do-not-import-each-other"],
    ["apps/one/src/index.ts", "apps/cli/src/program.ts", "apps-do-not-import-each-other"],
    ["apps/one/test/a.test.ts", "apps/two/src/index.ts", "apps-do-not-import-each-other"],
    ["apps/bench/src/a.ts", "apps/one/src/index.ts", "bench-imports-no-app-but-the-command"],
    [
      "apps/bench/src/a.ts",
      "apps/cli/src/environment/clients.ts",
      "bench-imports-no-app-but-the-command",
    ],
    ["apps/one/src/index.ts", "packages/testkit/src/index.ts", "apps-do-not-import-dev-packages"],
    [
      "apps/cli/src/command-line/terminal.ts",
      "apps/cli/src/load/load-text.ts",
      "cli-command-line-imports-only-lower-rooms",
    ],
    [
      "apps/cli/src/index.ts",
      "packages/testkit/src/index.ts",
      "cli-does-not-import-what-is-for-tests",
    ],
  ])("refuses %s importing %s", async (from, to, expected) => {
    expect(await violationsOfImport(from, to)).toContainEqual(expect.stringContaining(expected));
  });

  it.each([
    ["packages/item/src/index.ts", "packages/errors/src/index.ts"],
    ["packages/item/test/a.test.ts", "packages/item/src/key.ts"],
    ["packages/item/test/a.test.ts", "packages/local-cloud/src/index.ts"],
    ["apps/one/test/a.test.ts", "packages/testkit/src/index.ts"],
    ["apps/cli/src/index.ts", "packages/local-cloud/src/index.ts"],
    ["apps/bench/src/a.ts", "packages/testkit/src/index.ts"],
    ["apps/bench/src/a.ts", "apps/cli/src/program.ts"],
  ])("lets %s import %s", async (from, to) => {
    expect(await violationsOfImport(from, to)).toEqual([]);
  });
});

/** What the rule says of a tree that has only these two files. */
async function violationsOfImport(from: string, to: string): Promise<string[]> {
  const tree = mkdtempSync(join(tmpdir(), "spillway-floors-"));
  try {
    for (const file of [from, to]) mkdirSync(join(tree, dirname(file)), { recursive: true });
    const up = "../".repeat(dirname(from).split("/").length);
    writeFileSync(join(tree, from), `import { a } from "${up}${to}";\nexport const b = a;\n`);
    writeFileSync(join(tree, to), "export const a = 1;\n");
    const folders = [...new Set([from, to].map((file) => file.split("/")[0] ?? ""))];
    return await violations(folders, tree);
  } finally {
    rmSync(tree, { recursive: true });
  }
}
