import { type CodeOf, environment, errorsOf, usage } from "@spillway/errors";

/** What an export throws. */
export const exportError = errorsOf({
  CHECKPOINT_OF_ANOTHER_EXPORT: usage(),
  COLUMNS_MISSING: usage(),
  COLUMNS_NEED_CSV: usage(),
  COLUMNS_TOO_MANY: usage(),
  EXPORT_CHECKPOINT_INVALID: usage(),
  EXPORT_FORMAT_FOREIGN: usage(),
  EXPORT_UNFINISHED: usage(),
  OUTPUT_CHANGED: usage(),
  OUTPUT_DISK_FULL: environment(),
  OUTPUT_EXISTS: usage(),
  OUTPUT_UNWRITABLE: usage(),
  RESUME_NEEDS_FILE: usage(),
});

export type ExportErrorCode = CodeOf<typeof exportError>;
