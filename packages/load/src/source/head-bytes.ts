import { formatUnknown } from "./format-unknown.ts";

/**
 * Holds the beginning of a source to being text: bytes are looked at before they are lines.
 *
 * @param name the source's, as the person wrote it
 * @param head its decompressed beginning
 * @throws SpillwayError `SOURCE_FORMAT_UNKNOWN` naming what it is instead
 */
export function assertHeadIsText(name: string, head: Buffer): void {
  if (isUtf16(head)) {
    throw formatUnknown(name, "UTF-16 text", "Convert it first: iconv -f UTF-16 -t UTF-8 FILE");
  }
  if (head.includes(0)) {
    throw formatUnknown(
      name,
      "binary data",
      "Excel, Parquet and zip files must be converted first.",
    );
  }
}

/** What Excel calls "Unicode text"; its byte order mark tells it. */
function isUtf16([first, second]: Buffer): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}
