import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Plugin, rolldown } from "rolldown";
import { dts } from "rolldown-plugin-dts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const OURS = "@spillway/";
const IMPORT = /(?:^(?:import|export)\b[^;"]*\bfrom |^import |\bimport\()"([^"\s]+)"/gm;

/** The types of a package in one file. */
export interface Declarations {
  readonly code: string;
  /** The packages that it imports, as it names them. */
  readonly imported: readonly string[];
}

/**
 * One declaration file for all that a source exports, with the declarations of our packages inside. The TypeScript
 * compiler emits a file for each source, in a second since it checks nothing; these are bundled.
 *
 * @param entry the source whose exports are declared
 * @param external packages whose types the user installs: an import of them stays as it is
 * @throws Error with what the compiler says, or for an import of another package than those
 */
export async function declarationsOf(
  entry: string,
  external: readonly string[] = [],
): Promise<Declarations> {
  const emitted = await mkdtemp(join(tmpdir(), "declarations-"));
  try {
    await emit(entry, emitted);
    const bundle = await rolldown({
      input: declarationFile(join(emitted, relative(root, entry))),
      external: isForeign,
      plugins: [resolveEmitted(emitted), dts({ dtsOnly: true, generator: "oxc", tsconfig: false })],
    });
    const { output } = await bundle.generate({ format: "es" });
    const [{ code }] = output;
    // Not the chunk's own list, which also has what nothing of is used.
    const imported = [...code.matchAll(IMPORT)]
      .map(([, id = ""]) => id)
      .filter((id) => !id.startsWith("node:"));
    const unknown = imported.filter((id) => !external.includes(id));
    if (unknown.length > 0) {
      throw new Error(
        `${relative(root, entry)}: expected types of packages that the user has; came some of ${unknown.join(", ")}`,
      );
    }
    return { code, imported };
  } finally {
    await rm(emitted, { recursive: true, force: true });
  }
}

async function emit(entry: string, folder: string): Promise<void> {
  const config = join(folder, "tsconfig.json");
  const compilerOptions = {
    ...{ noEmit: false, noCheck: true, declaration: true, emitDeclarationOnly: true },
    ...{ rootDir: root, outDir: folder, typeRoots: [join(root, "node_modules", "@types")] },
    // Found as dependencies they would be somebody else's, whose declarations are not emitted.
    paths: { [`${OURS}*`]: [join(root, "packages", "*", "src", "index.ts")] },
  };
  const base = join(root, "tsconfig.base.json");
  await writeFile(config, JSON.stringify({ extends: base, compilerOptions, files: [entry] }));
  const tsc = join(root, "node_modules", "typescript", "lib", "tsc.js");
  await run(process.execPath, [tsc, "-p", config]).catch((error: { stdout?: string }) => {
    throw new Error(`no declarations of ${basename(entry)}: ${error.stdout ?? error}`);
  });
}

/** Whether it is another package than ours. */
function isForeign(id: string): boolean {
  return !id.startsWith(".") && !id.startsWith("/") && !id.startsWith(OURS);
}

/** Finds what emitted declarations import: beside them, or of a package of ours. */
function resolveEmitted(folder: string): Plugin {
  return {
    name: "resolve-emitted",
    async resolveId(id, importer) {
      if (importer === undefined || isForeign(id)) return null;
      if (!id.startsWith(OURS)) return declarationFile(join(importer, "..", id));
      const [, name = "", ...path] = id.split("/");
      return declarationFile(join(folder, "packages", name, await exported(name, path)));
    },
  };
}

/** The source that a package exports under a name: `src/index.ts`. */
async function exported(name: string, path: readonly string[]): Promise<string> {
  const manifest = JSON.parse(await readFile(join(root, "packages", name, "package.json"), "utf8"));
  return manifest.exports[path.length === 0 ? "." : `./${path.join("/")}`];
}

function declarationFile(source: string): string {
  return source.replace(/\.ts$/, ".d.ts");
}
