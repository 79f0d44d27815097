import { existsSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** What Lambda's Node.js brings: the AWS SDK for JavaScript 3, and what it is made of. */
const SCOPES = ["@aws-sdk", "@smithy"];

/**
 * A folder that holds those packages of the AWS SDK that are installed with the local cloud, and nothing
 * else: whatever else it is built of is not there on Lambda either.
 *
 * @param root where the folder is made
 * @returns the folder, for NODE_PATH
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
 */
export function nodePackages(root: string): string {
  const folder = path.join(root, "node_modules");
  if (existsSync(folder)) return folder;
  for (const scope of SCOPES) {
    const target = path.join(folder, scope);
    mkdirSync(target, { recursive: true });
    for (const place of packageFolders()) linkAll(path.join(place, scope), target);
  }
  return folder;
}

/** Where this file's own packages are looked for, the nearest first. */
function packageFolders(): string[] {
  const folders: string[] = [];
  let at = fileURLToPath(new URL(".", import.meta.url));
  for (; path.dirname(at) !== at; at = path.dirname(at))
    folders.push(path.join(at, "node_modules"));
  return folders;
}

/** The nearest folder that has a package wins. */
function linkAll(from: string, to: string): void {
  if (!existsSync(from)) return;
  for (const name of readdirSync(from)) {
    const link = path.join(to, name);
    if (!existsSync(link)) symlinkSync(realpathSync(path.join(from, name)), link, "dir");
  }
}
