import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import path from "node:path";
import { filledOnce } from "./code-folder.ts";
import { unzip } from "./unzip.ts";

/** A version of a layer, by its ARN. */
export interface LayerVersion {
  readonly region: string;
  readonly account: string;
  readonly name: string;
  readonly version: string;
}

const ARN = /^arn:[^:]+:lambda:([^:]+):([^:]+):layer:([a-zA-Z0-9-_]+):(\d+)$/;

/** Reads the ARN of a layer's version; undefined for what is none. */
export function layerVersion(arn: string): LayerVersion | undefined {
  const [, region, account, name, version] = ARN.exec(arn) ?? [];
  if (!region || !account || !name || !version) return undefined;
  return { region, account, name, version };
}

/**
 * Keeps the content of layers, a folder for each version, and what functions see at `/opt`: their
 * layers merged in order, so that of two files of one path the later layer's is there. A version that
 * is deleted stays for the functions that have it, as on AWS.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html
 */
export class Layers {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** @throws SpillwayError FUNCTION_CODE_UNREADABLE when it is no zip, or holds a path that leads out. */
  async keep(name: string, version: string, zip: Uint8Array): Promise<void> {
    await filledOnce(this.#folder(name, version), (folder) => unzip(name, zip, folder));
  }

  has({ name, version }: LayerVersion): boolean {
    return existsSync(this.#folder(name, version));
  }

  /** Whether a version brings extensions: programs that would run beside the function. */
  hasExtensions({ name, version }: LayerVersion): boolean {
    return existsSync(path.join(this.#folder(name, version), "extensions"));
  }

  /** What is at `/opt` for a function with these layers; undefined when it has none. */
  async optOf(arns: readonly string[]): Promise<string | undefined> {
    const folders = arns
      .map(layerVersion)
      .filter((layer) => layer !== undefined)
      .map(({ name, version }) => this.#folder(name, version));
    if (folders.length === 0) return undefined;
    if (folders.length === 1) return folders[0];
    const key = createHash("sha256").update(folders.join("\n")).digest("hex");
    const merged = path.join(this.#root, "merged", key);
    await filledOnce(merged, async (unfinished) => {
      await mkdir(unfinished, { recursive: true });
      for (const folder of folders) {
        await cp(folder, unfinished, { recursive: true, force: true, verbatimSymlinks: true });
      }
    });
    return merged;
  }

  #folder(name: string, version: string): string {
    return path.join(this.#root, "versions", name, version);
  }
}
