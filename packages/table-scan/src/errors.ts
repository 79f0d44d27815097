import { type CodeOf, environment, errorsOf, usage } from "@spillway/errors";

/** What keeps a table from being read. */
export const tableScanError = errorsOf({
  MAX_READ_UNITS_INVALID: usage(),
  SCAN_ANSWER_INVALID: environment(),
  SCAN_INDEX_UNKNOWN: usage(),
  SCAN_OPTION_INVALID: usage(),
  SCAN_REFUSED: usage(),
  SCAN_STATE_INVALID: usage(),
  SCAN_STATE_OF_ANOTHER: usage(),
});

export type TableScanErrorCode = CodeOf<typeof tableScanError>;
