// Builds the npm package of the command: `node ../../scripts/package/build-command.ts` in apps/cli, which is what
// `pnpm build` there does. See scripts/README.md.
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleCommand } from "./bundle-command.ts";
import { declarationsOf } from "./declarations.ts";
import { npmTarball } from "./npm-tarball.ts";
import { shippedReadme } from "./shipped-readme.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Packs the command into `<app>/dist/spillway-<version>.tgz`. The same source gives the same bytes.
 *
 * @param app the folder of the command's sources
 * @returns the tarball's path
 * @throws Error if it does not bundle, or npm does not pack it
 */
export async function buildCommand(app: string): Promise<string> {
  const dist = join(app, "dist");
  await mkdir(dist, { recursive: true });
  // An older version beside the new one would be installed by `spillway-*.tgz` as well.
  for (const old of await readdir(dist)) await rm(join(dist, old), { recursive: true });
  const text = (path: string) => readFile(path, "utf8");
  const { version, description } = JSON.parse(await text(join(app, "package.json")));
  const { license, engines } = JSON.parse(await text(join(root, "package.json")));
  const bundle = join(dist, "spillway.js");
  const [declarations] = await Promise.all([
    declarationsOf(join(app, "src", "package-types.ts")),
    bundleCommand(join(app, "src", "index.ts"), bundle),
  ]);
  const tarball = await npmTarball(
    {
      manifest: {
        name: "spillway",
        ...{ version, description, license },
        keywords: ["dynamodb", "aws", "bulk", "load", "import", "export", "csv", "throttling"],
        type: "module",
        bin: { spillway: "spillway.js" },
        types: "spillway.d.ts",
        engines,
      },
      files: {
        "spillway.js": { from: bundle },
        "spillway.d.ts": declarations,
        "README.md": shippedReadme(await text(join(app, "README.md"))),
        "CHANGELOG.md": { from: join(app, "CHANGELOG.md") },
        LICENSE: { from: join(root, "LICENSE") },
      },
    },
    dist,
  );
  await rm(bundle);
  return tarball;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const tarball = await buildCommand(process.cwd());
    const { size } = await stat(tarball);
    console.log(`${basename(tarball)}: ${(size / 1_000).toFixed(0)} KB`);
  } catch (error) {
    console.error(`the command was not packed: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
