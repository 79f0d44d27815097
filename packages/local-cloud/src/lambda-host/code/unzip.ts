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
  const links = new Set(
    entries.filter(({ isLink }) => isLink).map(({ path: name }) => path.normalize(name)),
  );
  for (const { path: name, content, isLink } of entries) {
    const pointsTo = isLink ? path.join(path.dirname(name), textOf(content)) : name;
    const absolute = path.isAbsolute(name) || (isLink && path.isAbsolute(textOf(content)));
    const hides = passesLink(name, links) || (isLink && goesBack(textOf(content)));
    if (!absolute && !hides && !leadsOut(name) && !leadsOut(pointsTo)) continue;
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

/** Whether a path goes through a link: it would be written elsewhere than its text says. */
function passesLink(name: string, links: ReadonlySet<string>): boolean {
  const parts = path.normalize(name).split(path.sep);
  return parts.some((_, place) => place > 0 && links.has(parts.slice(0, place).join(path.sep)));
}

/** Whether `..` follows a name in a link's target: if that is a link too, it means another folder than its text says. */
function goesBack(target: string): boolean {
  return /(^|\/)(?!\.\.?(\/|$))[^/]+\/(.*\/)?\.\.(\/|$)/.test(target);
}

function leadsOut(name: string): boolean {
  return path.normalize(name).split(path.sep)[0] === "..";
}

function textOf(content: Uint8Array): string {
  return Buffer.from(content).toString("utf8");
}
