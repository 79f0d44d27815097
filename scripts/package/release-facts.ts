import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What all packages that are published say alike. */
export interface ReleaseFacts {
  /** The command's version is that of the libraries too: `apps/cli/package.json` says it, and nothing else. */
  readonly version: string;
  readonly license: string;
  readonly engines: Readonly<Record<string, string>>;
  /** Where the sources are, if the root's manifest says it: npm takes no provenance of a package that does not. */
  readonly repository?: string | Readonly<Record<string, string>>;
}

/** Reads them from the command's manifest and the root's. */
export async function releaseFacts(): Promise<ReleaseFacts> {
  const manifest = async (path: string) => JSON.parse(await readFile(join(root, path), "utf8"));
  const { version } = await manifest("apps/cli/package.json");
  const { license, engines, repository } = await manifest("package.json");
  return { version, license, engines, ...(repository === undefined ? {} : { repository }) };
}

/** Files that go with every package, by their name in it. */
export const RELEASE_FILES = {
  "CHANGELOG.md": { from: join(root, "apps", "cli", "CHANGELOG.md") },
  LICENSE: { from: join(root, "LICENSE") },
} as const;
