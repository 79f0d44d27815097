// Builds the npm package of the command: `node ../../scripts/package/build-command.ts` in apps/cli, which is what
// `pnpm build` there does. See scripts/README.md.
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleCommand, NODE_MINIMUM } from "./bundle-command.ts";
import { declarationsOf } from "./declarations.ts";
import { emptied } from "./emptied.ts";
import { npmTarball } from "./npm-tarball.ts";
import { RELEASE_FILES, releaseFacts } from "./release-facts.ts";
import { sayPacked } from "./say-packed.ts";
import { shippedReadme } from "./shipped-readme.ts";
import { thirdPartyNotices } from "./third-party-notices.ts";

/**
 * Packs the command into `<app>/dist/spillway-<version>.tgz`. The same source gives the same bytes.
 *
 * @param app the folder of the command's sources
 * @returns the tarball's path
 * @throws Error if it does not bundle, or npm does not pack it
 */
export async function buildCommand(app: string): Promise<string> {
  const dist = await emptied(join(app, "dist"));
  const text = (path: string) => readFile(join(app, path), "utf8");
  const { description } = JSON.parse(await text("package.json"));
  const bundle = join(dist, "spillway.js");
  const [declarations, bundled] = await Promise.all([
    declarationsOf(join(app, "src", "package-types.ts")),
    bundleCommand(join(app, "src", "index.ts"), bundle),
  ]);
  const tarball = await npmTarball(
    {
      manifest: {
        name: "spillway",
        ...{ description, ...(await releaseFacts()) },
        keywords: ["dynamodb", "aws", "bulk", "load", "import", "export", "csv", "throttling"],
        type: "module",
        bin: { spillway: "spillway.js" },
        types: "spillway.d.ts",
        engines: { node: `>=${NODE_MINIMUM}` },
      },
      files: {
        "spillway.js": { from: bundle },
        "spillway.d.ts": declarations.code,
        "README.md": shippedReadme(await text("README.md")),
        "THIRD-PARTY-NOTICES.txt": await thirdPartyNotices(bundled),
        ...RELEASE_FILES,
      },
    },
    dist,
  );
  await rm(bundle);
  return tarball;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await sayPacked("the command", () => buildCommand(process.cwd()));
}
