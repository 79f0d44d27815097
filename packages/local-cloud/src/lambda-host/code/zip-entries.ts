import { unzipSync } from "fflate";

/** One file, link or folder of a zip. */
export interface ZipEntry {
  readonly path: string;
  readonly content: Uint8Array;
  readonly isFolder: boolean;
  /** Its content is the path that it points to. */
  readonly isLink: boolean;
  readonly isExecutable: boolean;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const HEADER_SIGNATURE = 0x02014b50;
const HEADER_BYTES = 46;
/** The system that a zip's modes are of. */
const UNIX = 3;
const TYPE_MASK = 0o170000;
const LINK_TYPE = 0o120000;

/**
 * What a zip holds, with what its central directory says of Unix modes, which the unzipping library leaves
 * out: a runtime's `bootstrap` and what a layer has in `bin` must be executable, and libraries come as links.
 *
 * @throws Error when it is no zip
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function zipEntries(zip: Uint8Array): readonly ZipEntry[] {
  const modes = modesIn(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength));
  return Object.entries(unzipSync(zip)).map(([path, content]) => {
    const mode = modes.get(path);
    return {
      path,
      content,
      isFolder: path.endsWith("/"),
      isLink: mode !== undefined && (mode & TYPE_MASK) === LINK_TYPE,
      // Made on a system without modes: whatever may need it has it.
      isExecutable: mode === undefined || (mode & 0o111) !== 0,
    };
  });
}

/** From an entry's path to its mode, for those that have one. */
function modesIn(zip: Buffer): Map<string, number> {
  const modes = new Map<string, number>();
  let end = zip.length - END_BYTES;
  while (end >= 0 && zip.readUInt32LE(end) !== END_SIGNATURE) end -= 1;
  if (end < 0) return modes;
  let at = zip.readUInt32LE(end + 16);
  while (at + HEADER_BYTES <= zip.length && zip.readUInt32LE(at) === HEADER_SIGNATURE) {
    const nameEnd = at + HEADER_BYTES + zip.readUInt16LE(at + 28);
    const mode = zip.readUInt32LE(at + 38) >>> 16;
    if (zip.readUInt8(at + 5) === UNIX && mode !== 0) {
      modes.set(zip.toString("utf8", at + HEADER_BYTES, nameEnd), mode);
    }
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return modes;
}
