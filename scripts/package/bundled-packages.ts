import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { isAbsolute, join, resolve } from "node:path";
import type { Metafile } from "esbuild";

/** A package of somebody else, code of which is in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As its manifest names it: `MIT`, `Apache-2.0`. */
  readonly license: string;
  /** Where it is installed. */
  readonly folder: string;
}

const INSTALLED = "/node_modules/";
/** A file that is in the bundle as it is, which its own makers have bundled. */
const EMBEDDED = /^embedded::?/;

/**
 * The packages of which some code is in a bundle, in the order of their names. What was read and left out as unused is
 * none of it.
 *
 * @param metafile of the bundle, as esbuild gives it
 * @param workingDirectory of that build, to which its paths are relative
 * @throws Error for a package that names no licence
 */
export async function bundledPackages(
  { outputs }: Pick<Metafile, "outputs">,
  workingDirectory: string,
): Promise<readonly BundledPackage[]> {
  const folders = new Set<string>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const path = input.replace(EMBEDDED, "");
      const file = isAbsolute(path) ? path : resolve(workingDirectory, path);
      if (bytesInOutput === 0 || !file.includes(INSTALLED)) continue;
      const folder = packageFolder(file);
      folders.add(folder);
      if (!EMBEDDED.test(input)) continue;
      for (const needed of await neededBy(folder)) folders.add(needed);
    }
  }
  const packages = await Promise.all([...folders].map(packageIn));
  return packages.sort((one, other) => byText(label(one), label(other)));
}

/** `name@version` */
export function label({ name, version }: BundledPackage): string {
  return `${name}@${version}`;
}

/** Folders inside of a package may have a manifest too, which says no more than how their files are to be read. */
function packageFolder(file: string): string {
  const start = file.lastIndexOf(INSTALLED) + INSTALLED.length;
  const [scopeOrName = "", name = ""] = file.slice(start).split("/");
  return join(file.slice(0, start), scopeOrName, scopeOrName.startsWith("@") ? name : "");
}

/** The packages that one depends on, which its own bundle has inside. */
async function neededBy(folder: string): Promise<readonly string[]> {
  const manifest = join(folder, "package.json");
  const { dependencies = {} } = JSON.parse(await readFile(manifest, "utf8"));
  const { resolve: find } = createRequire(manifest);
  return Object.keys(dependencies).map((name) => packageFolder(find(name)));
}

async function packageIn(folder: string): Promise<BundledPackage> {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, "package.json"), "utf8"),
  );
  if (typeof license !== "string") {
    throw new Error(`expected ${name}@${version} to name its licence in package.json; it has none`);
  }
  return { name, version, license, folder };
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
