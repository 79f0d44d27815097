import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const workspace = fileURLToPath(new URL("../../pnpm-workspace.yaml", import.meta.url));

/**
 * The versions that a published package says for what it needs: those of the workspace's catalog.
 *
 * @param names packages of the catalog
 * @returns their ranges by name, in the names' order
 * @throws Error for a package that the catalog lacks
 */
export async function catalogRanges(names: readonly string[]): Promise<Record<string, string>> {
  const { catalog } = parse(await readFile(workspace, "utf8"));
  const ranges = [...new Set(names)].sort().map((name): [string, string] => {
    const range = catalog[name];
    if (range === undefined) {
      throw new Error(
        `expected a version of ${name} in the catalog of pnpm-workspace.yaml; it has none`,
      );
    }
    return [name, range];
  });
  return Object.fromEntries(ranges);
}
