import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { unzipSync } from "fflate";

const BUILD = fileURLToPath(new URL("../../../../scripts/build-lambda.ts", import.meta.url));

/**
 * Builds a Lambda app and unpacks its zip.
 *
 * @param app its folder
 * @param into a folder that goes with the caller
 * @returns the module of its handler
 */
export async function lambdaModule(app: string, into: string): Promise<string> {
  await promisify(execFile)(process.execPath, [BUILD], { cwd: app });
  const zip = unzipSync(await readFile(join(app, `dist/${basename(app)}.zip`)));
  const folder = join(into, basename(app));
  for (const [name, bytes] of Object.entries(zip)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
  return join(folder, "index.mjs");
}
