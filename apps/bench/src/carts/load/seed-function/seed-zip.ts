import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { zipSync } from "fflate";

/** The function as it is deployed: bundled as the apps are, in one file. */
export async function seedZip(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./index.ts", import.meta.url))],
    outfile: "index.mjs",
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node22",
    mainFields: ["module", "main"],
    minify: true,
    write: false,
    banner: {
      js: 'import { createRequire as spillwayRequire } from "node:module"; const require = spillwayRequire(import.meta.url);',
    },
    logLevel: "error",
  });
  const [bundle] = outputFiles;
  if (bundle === undefined) throw new Error("expected a bundle of the seed's way; came none");
  return zipSync({ "index.mjs": bundle.contents }, { level: 9 });
}
