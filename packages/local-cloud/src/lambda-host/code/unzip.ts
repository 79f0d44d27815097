import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { localCloudError } from "../../errors.ts";
import { type ZipEntry, zipEntries } from "./zip-entries.ts";

/**
 * Unzips code into a directory, which is made.
 *
 * @param of whose code it is, for errors: a function's or a layer's name
 * @throws SpillwayError FUNCTION_CODE_UNREADABLE when it is no zip, or holds a path that leads out.
 */
export async function unzip(of: string, zip: Uint8Array, directory: string): Promise<void> {
  const entries = codeIn(of, zip);
  await mkdir(directory, { recursive: true });
  for (const { path: name, content, isFolder, isLink, isExecutable } of entries) {
    if (isLink) continue;
    const target = path.join(directory, name);
    await mkdir(isFolder ? target : path.dirname(target), { recursive: true });
    if (!isFolder) await writeFile(target, content, { mode: isExecutable ? 0o755 : 0o644 });
  }
  // Last, so that nothing is written through one.
  for (const { path: name, content, isLink } of entries) {
    if (!isLink) continue;
    const target = path.join(directory, name);
    await mkdir(path.dirname(target), { recursive: true });
    await symlink(textOf(content), target);
  }
}

/**
 * The entries of a zip, of which none leads out.
 *
 * @throws SpillwayError FUNCTION_CODE_UNREADABLE
 */
export function codeIn(of: string, zip: Uint8Array): readonly ZipEntry[] {
  const entries = entriesOf(of, zip);
  for (const { path: name, content, isLink } of entries) {
    const pointsTo = isLink ? path.join(path.dirname(name), textOf(content)) : name;
    const absolute = path.isAbsolute(name) || (isLink && path.isAbsolute(textOf(content)));
    if (!absolute && !leadsOut(name) && !leadsOut(pointsTo)) continue;
    throw localCloudError(
      "FUNCTION_CODE_UNREADABLE",
      `expected paths inside of the code of ${of}; came "${name}"`,
      { details: { functionName: of } },
    );
  }
  return entries;
}

function entriesOf(of: string, zip: Uint8Array): readonly ZipEntry[] {
  try {
    return zipEntries(zip);
  } catch (cause) {
    throw localCloudError(
      "FUNCTION_CODE_UNREADABLE",
      `expected a zip file as the code of ${of}; came something else`,
      { details: { functionName: of }, cause },
    );
  }
}

function leadsOut(name: string): boolean {
  return path.normalize(name).split(path.sep)[0] === "..";
}

function textOf(content: Uint8Array): string {
  return Buffer.from(content).toString("utf8");
}
