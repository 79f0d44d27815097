import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { unzipSync } from "fflate";
import { localCloudError } from "../errors.ts";

/** Keeps the code of deployed functions, unzipped, in a directory of the state directory. */
export class FunctionCode {
  readonly #root: string;
  readonly #directories = new Map<string, string>();
  #version = 0;

  constructor(root: string) {
    this.#root = root;
  }

  /** The directory of a function's newest code; undefined when none was seen. */
  directoryOf(name: string): string | undefined {
    return this.#directories.get(name);
  }

  /**
   * Unzips code into a new directory, so that what still runs keeps the code it has loaded.
   *
   * @throws SpillwayError FUNCTION_CODE_UNREADABLE when it is no zip, or holds a path that leads out.
   */
  async keep(name: string, zip: Uint8Array): Promise<void> {
    this.#version += 1;
    const directory = path.join(this.#root, name, String(this.#version));
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
    this.#directories.set(name, directory);
  }

  async forget(name: string): Promise<void> {
    this.#directories.delete(name);
    await rm(path.join(this.#root, name), { recursive: true, force: true });
  }
}

function unzipped(name: string, zip: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(zip);
  } catch (cause) {
    throw localCloudError(
      "FUNCTION_CODE_UNREADABLE",
      `expected a zip file as the code of ${name}; came something else`,
      {
        details: { functionName: name },
        cause,
      },
    );
  }
}
