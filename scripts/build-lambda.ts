// Builds the zip of one Lambda app: `node ../../scripts/build-lambda.ts` in the app's folder, which
// is what `pnpm build` there does. See scripts/README.md.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, posix, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Metafile } from "esbuild";
import { type Zippable, zipSync } from "fflate";

const MAX_ZIP_BYTES = 600_000;

// CommonJS dependencies inside the bundle call `require` for Node's own modules.
const REQUIRE_BANNER =
  'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);';

// fflate writes the local calendar time of a date, so this is the same bytes in every time zone.
const ZIP_TIME = new Date(1980, 0, 1, 12, 0, 0);
const READABLE_FILE = (0o100644 << 16) >>> 0;
const UNIX = 3;

/** A data file that a source reads as `new URL("./name", import.meta.url)`. */
const DATA_FILE = /new URL\(\s*(["'`])([^"'`]+)\1\s*,\s*import\.meta\.url\s*,?\s*\)/g;

export interface BuiltLambda {
  /** Absolute path of the zip. */
  readonly zip: string;
  readonly zipBytes: number;
  readonly bundleBytes: number;
  /** Names of the files in the zip, sorted. */
  readonly files: readonly string[];
}

/**
 * Bundles `<app>/src/index.ts` with all that it imports into one `index.mjs` and packs it, with the
 * data files that its sources refer to, into `<app>/dist/<app>.zip`. The same source gives the same
 * bytes, in any folder, time zone or year. The source map lies beside the zip, not in it.
 *
 * @throws Error if the source does not bundle, has no export `handler`, names a data file that is
 * missing or outside its own folder, or if the zip is larger than 600 KB.
 */
export async function buildLambda(app: string): Promise<BuiltLambda> {
  const name = basename(app);
  const dist = join(app, "dist");
  const result = await build({
    absWorkingDir: app,
    entryPoints: ["src/index.ts"],
    outfile: "dist/index.mjs",
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node22",
    mainFields: ["module", "main"],
    minify: true,
    legalComments: "none",
    sourcemap: "external",
    banner: { js: REQUIRE_BANNER },
    metafile: true,
    write: false,
    logLevel: "warning",
  });
  const output = result.metafile.outputs["dist/index.mjs"];
  const bundle = result.outputFiles.find((file) => file.path.endsWith(".mjs"));
  const sourceMap = result.outputFiles.find((file) => file.path.endsWith(".map"));
  if (output === undefined || bundle === undefined || sourceMap === undefined) {
    throw new Error("esbuild gave no bundle: expected dist/index.mjs and its source map");
  }
  if (!output.exports.includes("handler")) {
    throw new Error(
      `src/index.ts must export "handler", which Lambda calls as index.handler; it exports ${output.exports.join(", ") || "nothing"}`,
    );
  }

  const files = dataFiles(app, output);
  files.set("index.mjs", bundle.contents);
  const names = [...files.keys()].sort();
  const zip = zipSync(
    Object.fromEntries(names.map((file) => [file, files.get(file)])) as Zippable,
    { level: 9, mtime: ZIP_TIME, os: UNIX, attrs: READABLE_FILE },
  );
  if (zip.length > MAX_ZIP_BYTES) {
    throw new Error(
      `${name}.zip must stay under ${kilobytes(MAX_ZIP_BYTES)} and has ${kilobytes(zip.length)}; its largest sources: ${largestSources(output)}`,
    );
  }

  const path = join(dist, `${name}.zip`);
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, "index.mjs.map"), sourceMap.contents);
  writeFileSync(`${path}.new`, zip);
  // In one step: whoever deploys meanwhile gets the old zip or the new one, never half of one.
  renameSync(`${path}.new`, path);
  return { zip: path, zipBytes: zip.length, bundleBytes: bundle.contents.length, files: names };
}

/** The data files of every project source that has code in the bundle, by their name in the zip. */
function dataFiles(app: string, output: Metafile["outputs"][string]): Map<string, Uint8Array> {
  const contents = new Map<string, Uint8Array>();
  const origins = new Map<string, string>();
  for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
    if (bytesInOutput === 0 || input.includes("node_modules/")) continue;
    const source = resolve(app, input);
    for (const match of readFileSync(source, "utf8").matchAll(DATA_FILE)) {
      const reference = match[2] ?? "";
      const file = posix.normalize(reference);
      if (!reference.startsWith("./") || file.startsWith("..") || reference.includes("${")) {
        throw new Error(
          `${input} refers to "${reference}": a data file of a Lambda must lie in or below the folder of its source, written "./name"`,
        );
      }
      const origin = join(dirname(source), file);
      const other = origins.get(file);
      if (file === "index.mjs" || (other !== undefined && other !== origin)) {
        throw new Error(
          `two files would be "${file}" in the zip: ${origin} and ${other ?? "the bundle"}`,
        );
      }
      origins.set(file, origin);
      contents.set(file, readDataFile(origin, input));
    }
  }
  return contents;
}

function readDataFile(path: string, referredBy: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new Error(`${referredBy} refers to a data file that cannot be read: ${path}`, { cause });
  }
}

function largestSources(output: Metafile["outputs"][string]): string {
  return Object.entries(output.inputs)
    .sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput)
    .slice(0, 5)
    .map(([input, { bytesInOutput }]) => `${input} ${kilobytes(bytesInOutput)}`)
    .join(", ");
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} KB`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const app = process.cwd();
  try {
    const built = await buildLambda(app);
    console.log(
      `${basename(built.zip)}: ${kilobytes(built.zipBytes)} (bundle ${kilobytes(built.bundleBytes)}; ${built.files.join(", ")})`,
    );
  } catch (error) {
    console.error(
      `${basename(app)} was not built: ${error instanceof Error ? error.message : error}`,
    );
    process.exitCode = 1;
  }
}
