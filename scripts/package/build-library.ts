// Builds the npm package of a library: `node ../../scripts/package/build-library.ts` in a package's folder, which is
// what `pnpm build` there does. See scripts/README.md.
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleLibrary } from "./bundle-library.ts";
import { catalogRanges } from "./catalog-ranges.ts";
import { declarationsOf } from "./declarations.ts";
import { emptied } from "./emptied.ts";
import { npmTarball } from "./npm-tarball.ts";
import { RELEASE_FILES, releaseFacts } from "./release-facts.ts";
import { sayPacked } from "./say-packed.ts";
import { shippedReadme } from "./shipped-readme.ts";

/** Users hand clients of it in and must have the same one; the rest is the library's own affair. */
const USERS_OWN = "@aws-sdk/";

/**
 * Packs a library into `<folder>/dist/spillway-<name>-<version>.tgz`: what `src/library.ts` exports, with what it uses
 * of our packages inside. In the workspace a package goes on exporting its source. The same source gives the same
 * bytes.
 *
 * @param folder the library's
 * @returns the tarball's path
 * @throws Error if it does not bundle, if its types name a package that it does not depend on, or npm does not pack it
 */
export async function buildLibrary(folder: string): Promise<string> {
  const text = (path: string) => readFile(join(folder, path), "utf8");
  const entry = join(folder, "src", "library.ts");
  const { name, description, keywords, dependencies } = JSON.parse(await text("package.json"));
  const own = Object.keys(dependencies).filter((name) => !name.startsWith("@spillway/"));
  const [bundle, declarations] = await Promise.all([
    bundleLibrary(entry),
    declarationsOf(entry, own),
  ]);
  const needed = [...bundle.imported, ...declarations.imported].map(packageOf);
  const isUsersOwn = (name: string) => name.startsWith(USERS_OWN);
  const manifest = {
    ...{ name, description, keywords, ...(await releaseFacts()) },
    type: "module",
    exports: {
      ".": { types: "./index.d.ts", default: "./index.js" },
      "./package.json": "./package.json",
    },
    sideEffects: false,
    ...(await rangesAs(
      "dependencies",
      needed.filter((name) => !isUsersOwn(name)),
    )),
    ...(await rangesAs("peerDependencies", needed.filter(isUsersOwn))),
  };
  const files = {
    "index.js": bundle.code,
    "index.d.ts": declarations.code,
    "README.md": shippedReadme(await text("README.md")),
    ...RELEASE_FILES,
  };
  return npmTarball({ manifest, files }, await emptied(join(folder, "dist")));
}

/** A field of the manifest, unless there is nothing in it. */
async function rangesAs(field: string, names: readonly string[]): Promise<object> {
  return names.length === 0 ? {} : { [field]: await catalogRanges(names) };
}

/** `@aws-sdk/client-dynamodb`, `pure-rand`: the package of what is imported, without a path in it. */
function packageOf(imported: string): string {
  return imported.split("/", imported.startsWith("@") ? 2 : 1).join("/");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await sayPacked(basename(process.cwd()), () => buildLibrary(process.cwd()));
}
