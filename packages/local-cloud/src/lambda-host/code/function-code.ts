import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { filledOnce } from "./code-folder.ts";
import { unzip } from "./unzip.ts";

/** In the folder of a code: what was unzipped, and the zip itself. */
const UNZIPPED = "code";
const ZIP = "code.zip";
const HASH = /^[0-9a-f]{64}$/;

/**
 * Keeps the code of deployed functions in a folder: one for each content that a function ever had,
 * named by its hash, which is what a version says of its code. Nothing of it is held in memory.
 */
export class FunctionCode {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /**
   * The directory of a function's code, unzipped; undefined when it was not seen.
   *
   * @param codeSha256 the `CodeSha256` of its configuration, in base64
   */
  directoryOf(name: string, codeSha256: string): string | undefined {
    const directory = path.join(this.#folder(name, hexOf(codeSha256)), UNZIPPED);
    return existsSync(directory) ? directory : undefined;
  }

  /**
   * The zip of a function's code; undefined when it was not seen.
   *
   * @param hash in hexadecimal
   */
  async zipOf(name: string, hash: string): Promise<Buffer | undefined> {
    if (!HASH.test(hash)) return undefined;
    return readFile(path.join(this.#folder(name, hash), ZIP)).catch(() => undefined);
  }

  /**
   * Unzips code into a directory of its own, so that what still runs keeps the code it has loaded.
   *
   * @returns the directory
   * @throws SpillwayError FUNCTION_CODE_UNREADABLE when it is no zip, or holds a path that leads out.
   */
  async keep(name: string, zip: Uint8Array): Promise<string> {
    const folder = this.#folder(name, createHash("sha256").update(zip).digest("hex"));
    await filledOnce(folder, async (unfinished) => {
      await unzip(name, zip, path.join(unfinished, UNZIPPED));
      await writeFile(path.join(unfinished, ZIP), zip);
    });
    return path.join(folder, UNZIPPED);
  }

  async forget(name: string): Promise<void> {
    await rm(path.join(this.#root, name), { recursive: true, force: true });
  }

  #folder(name: string, hash: string): string {
    return path.join(this.#root, name, hash);
  }
}

/** A hash as it stands in a path. */
export function hexOf(base64: string): string {
  return Buffer.from(base64, "base64").toString("hex");
}
