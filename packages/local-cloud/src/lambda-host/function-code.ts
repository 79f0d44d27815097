import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { unzipSync } from "fflate";
import { localCloudError } from "../errors.ts";

/**
 * Keeps the code of deployed functions, unzipped, in a directory of the state directory: one for each
 * content that a function ever had, named by its hash, which is what a version says of its code.
 */
export class FunctionCode {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /**
   * The directory of a function's code; undefined when it was not seen.
   *
   * @param codeSha256 the `CodeSha256` of its configuration, in base64
   */
  directoryOf(name: string, codeSha256: string): string | undefined {
    const directory = this.#directory(name, Buffer.from(codeSha256, "base64"));
    return codeSha256 !== "" && existsSync(directory) ? directory : undefined;
  }

  /**
   * Unzips code into a directory of its own, so that what still runs keeps the code it has loaded.
   *
   * @throws SpillwayError FUNCTION_CODE_UNREADABLE when it is no zip, or holds a path that leads out.
   */
  async keep(name: string, zip: Uint8Array): Promise<void> {
    const directory = this.#directory(name, createHash("sha256").update(zip).digest());
    if (existsSync(directory)) return;
    // Whoever finds the directory finds it whole.
    const unfinished = `${directory}.${randomUUID()}`;
    try {
      await unzip(name, zip, unfinished);
      await rename(unfinished, directory);
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      // Another request may have brought the same code meanwhile.
      if (!existsSync(directory)) throw error;
    }
  }

  async forget(name: string): Promise<void> {
    await rm(path.join(this.#root, name), { recursive: true, force: true });
  }

  #directory(name: string, hash: Buffer): string {
    return path.join(this.#root, name, hash.toString("hex"));
  }
}

async function unzip(name: string, zip: Uint8Array, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const [entry, content] of Object.entries(unzipped(name, zip))) {
    const target = path.resolve(directory, entry);
    if (!target.startsWith(directory + path.sep)) {
      throw localCloudError(
        "FUNCTION_CODE_UNREADABLE",
        `expected paths inside of the code of ${name}; came "${entry}"`,
        { details: { functionName: name } },
      );
    }
    if (entry.endsWith("/")) {
      await mkdir(target, { recursive: true });
    } else {
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, content);
    }
  }
}

function unzipped(name: string, zip: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(zip);
  } catch (cause) {
    throw localCloudError(
      "FUNCTION_CODE_UNREADABLE",
      `expected a zip file as the code of ${name}; came something else`,
      { details: { functionName: name }, cause },
    );
  }
}
