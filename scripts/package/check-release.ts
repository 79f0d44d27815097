// Refuses to publish what is not ready for it: `node scripts/package/check-release.ts v0.1.0`, before anything is
// installed.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { RELEASE_FILES, type ReleaseFacts, releaseFacts } from "./release-facts.ts";

/**
 * Why a tag can't be released, as one line for people; undefined if it can.
 *
 * @param tag as git has it: `v0.1.0`
 * @param facts what the packages say of themselves
 * @param changes the text of the changelog
 */
export function releaseRefusal(
  tag: string,
  { version, repository }: Pick<ReleaseFacts, "version" | "repository">,
  changes: string,
): string | undefined {
  if (tag !== `v${version}`) {
    return `expected the tag v${version}, since apps/cli/package.json says ${version}; came ${tag || "none"}`;
  }
  if (
    !changes
      .split("\n")
      .some((line) => line === `## ${version}` || line.startsWith(`## ${version} `))
  ) {
    return `expected a section "## ${version}" in apps/cli/CHANGELOG.md; there is none`;
  }
  if (repository === undefined) {
    return 'expected "repository" in the package.json of the root, which npm holds against the provenance; there is none';
  }
  return undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , tag = ""] = process.argv;
  const changes = await readFile(RELEASE_FILES["CHANGELOG.md"].from, "utf8");
  const refusal = releaseRefusal(tag, await releaseFacts(), changes);
  if (refusal !== undefined) {
    console.error(refusal);
    process.exitCode = 1;
  }
}
