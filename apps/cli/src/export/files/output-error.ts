import { exportError } from "@spillway/table-export";

const DISK_FULL = new Set(["ENOSPC", "EDQUOT"]);

/** What is told where a file of an export can't be written. */
export function outputError(path: string, cause: unknown) {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (DISK_FULL.has(code)) {
    return exportError("OUTPUT_DISK_FULL", `${path} can't be written: the disk is full`, {
      hint: "Make room, then go on with --resume.",
      cause,
    });
  }
  const why = cause instanceof Error ? cause.message : String(cause);
  return exportError("OUTPUT_UNWRITABLE", `${path} can't be written: ${why}`, {
    hint: "Can its folder be written to? Name another file, or - for standard output.",
    cause,
  });
}
