import type { WhyPassedOver } from "./source-file.ts";

/** `_SUCCESS`, `_temporary/`, `.DS_Store`, `.part-0.csv.crc`: what Hadoop and Spark pass over too. */
const HIDDEN = /^[._]/;
/** What stands beside the data of an export, an UNLOAD or an inventory, and what `md5sum` leaves. */
const MARKER = /^manifest(-files|-summary)?(\.json)?$|\.(manifest|checksum|md5|crc|sha1|sha256)$/i;

/** What every folder of a DynamoDB export has. */
export const EXPORT_SUMMARY = "manifest-summary.json";

/** Whether a file or folder of this name is left out of a folder, a prefix or a glob. */
export function isHidden(name: string): boolean {
  return HIDDEN.test(name);
}

/**
 * Why a file that was found is not loaded; undefined for one that is. One that a person names is
 * loaded whatever it is called.
 *
 * @param path below the folder or prefix that was named
 * @param hiddenToo whether a glob asks for hidden ones itself
 */
export function whyPassedOver(
  path: string,
  bytes: number,
  hiddenToo: boolean,
): WhyPassedOver | undefined {
  const segments = path.split("/");
  if (!hiddenToo && segments.some(isHidden)) return "hidden";
  if (MARKER.test(segments.at(-1) ?? "")) return "a manifest or checksum";
  return bytes === 0 ? "empty" : undefined;
}
